"""The page between a button and its act: what it will do and which public pages change, then yes or no."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sparks.desk.acts import Act, Changed, Done, Refusal, mark_of, perform

# A message in a cookie or session stays readable; the page of the release has them all.
SAID = 6


def act_urls(model_admin: ModelAdmin, acts: Iterable[Act]) -> list[URLPattern]:
    """One address for each act: OBJECT/acts/NAME/."""
    table = {act.name: act for act in acts}

    def view(request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        return act_view(model_admin, request, object_id=object_id, act=table.get(name))

    opts = model_admin.opts
    return [
        path(
            "<int:object_id>/acts/<slug:name>/",
            model_admin.admin_site.admin_view(view),
            name=f"{opts.app_label}_{opts.model_name}_act",
        )
    ]


def buttons(model_admin: ModelAdmin, request: HttpRequest, thing: models.Model, acts: Iterable[Act]) -> list:
    """The acts that this person may do on this thing now."""
    opts = model_admin.opts
    user: Any = request.user
    return [
        {
            "label": act.label,
            "icon": act.icon,
            "danger": act.danger,
            "url": reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[thing.pk, act.name]),
        }
        for act in acts
        if act.allowed(user, thing) and act.offered(thing)
    ]


def act_view(
    model_admin: ModelAdmin, request: HttpRequest, *, object_id: int, act: Act | None
) -> HttpResponse:
    user: Any = request.user
    thing: Any = model_admin.get_object(request, str(object_id))
    if act is None or thing is None:
        raise Http404
    if not act.allowed(user, thing) or not model_admin.has_view_permission(request, thing):
        raise PermissionDenied
    done: Done | None = None
    refusal = ""
    looked = ""
    if request.method == "POST":
        form = act.form(thing, request.POST)
        if form.is_valid():
            looked = looked_of(form)
            try:
                if not act.needs_look(form.cleaned_data) or request.POST.get("looked") == looked:
                    done = perform(
                        act, thing, by=user, data=form.cleaned_data, seen=request.POST.get("seen", "")
                    )
                    return _after(model_admin, request, act=act, thing=thing, done=done)
                done = act.foretell(thing, by=user, data=form.cleaned_data)
            except Refusal as error:
                refusal = str(error)
                looked = ""
                if isinstance(error, Changed):
                    thing = model_admin.get_object(request, str(object_id))
    else:
        act.look(thing)
        form = act.form(thing)
        # An address may carry answers: a link names the revision to go back to, say.
        form.initial.update({name: request.GET[name] for name in request.GET if name in form.fields})
        if act.sample is not None:
            try:
                done = act.foretell(thing, by=user, data=_sample(form, act))
            except Refusal as error:
                refusal = str(error)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": act.label,
        "subtitle": str(thing),
        "opts": model_admin.opts,
        "original": thing,
        "act": act,
        "form": form,
        "would": done,
        "refusal": refusal,
        "looked": looked,
        # A first step that could say nothing yet is no confirmation.
        "first_step": act.sample is None and not looked,
        "seen": act.mark(thing),
        "back": _page(model_admin, act.back(thing)),
    }
    status = 422 if refusal and request.method == "POST" else 200
    return TemplateResponse(request, "admin/desk/act.html", context, status=status)


def _sample(form: forms.Form, act: Act) -> dict[str, Any]:
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {**{name: value or "" for name, value in typed.items()}, **(act.sample or {})}


def looked_of(form: forms.Form) -> str:
    """The mark of exactly these answers: a second step counts only for what the first one showed."""
    return mark_of(sorted((name, str(value)) for name, value in form.cleaned_data.items()))


def _after(
    model_admin: ModelAdmin, request: HttpRequest, *, act: Act, thing: models.Model, done: Done
) -> HttpResponse:
    messages.success(request, message_of(done))
    return HttpResponseRedirect(_address(model_admin, act.back(thing)))


def message_of(done: Done) -> str:
    """The sentence with the first of everything, and a way to the rest."""
    said = " ".join(line for line in [done.sentence, *_first(done.lines, " · ")] if line)
    if done.paths:
        said += f" Pages that change: {''.join(_first(done.paths, ', '))}."
    for group in done.groups:
        said += f" {group.title}: {len(group.entries)}."
    if not done.page:
        return said
    return format_html('{} <a href="{}">{}</a>', said, done.page, _("All that comes of it"))


def _first(entries: list[str], between: str) -> list[str]:
    left = len(entries) - SAID
    shown = between.join(entries[:SAID])
    return [f"{shown} and {left} more" if left > 0 else shown]


def _address(model_admin: ModelAdmin, thing: models.Model) -> str:
    """Where to go after the act, which may have taken the thing away."""
    opts = thing._meta
    if thing.pk is None or not type(thing)._base_manager.filter(pk=thing.pk).exists():
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return _page(model_admin, thing)


def _page(model_admin: ModelAdmin, thing: models.Model) -> str:
    opts = thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
