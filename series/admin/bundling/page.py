"""Release together: choose what, see what it does, confirm. One page, whatever it was opened from."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from series import scheduling
from series.admin.acts.refusals import SENTENCES
from series.admin.acts.told import told
from series.admin.acts.wall import worked_out
from series.admin.bundling.candidates import candidates
from series.admin.bundling.form import TogetherForm
from series.models import Release, ReleaseItem, Site
from series.models.release import ItemRole, ReleaseKind
from series.states import UNFINISHED
from sparks.accounts.models import User
from sparks.desk.acts import Act, Changed, Done, Refusal, mark_of, perform, rehearse
from sparks.desk.confirmation import looked_of, message_of

# As many as a bundle holds, and one, so that the refusal is seen.
MOST = 51
PLANS, SCHEDULES, PUBLISHES = "series.plan_release", "series.schedule_release", "series.publish_release"


class Together(Act):
    name = "together"
    label = gettext_lazy("Release together")
    question = gettext_lazy(
        "One release of several: one instant, all or none. Single releases that they had are cancelled for it."
    )
    refusals = SENTENCES
    form_class = TogetherForm
    sample = None

    def allowed(self, user: User, thing: Any) -> bool:
        return user.has_perm(PLANS) or user.has_perm(SCHEDULES)

    def mark(self, thing: Any) -> str:
        """Any move of a waiting release may be of one that is chosen here."""
        waiting = ReleaseItem.objects.filter(release__state__in=UNFINISHED, release__kind=ReleaseKind.PUBLISH)
        rows = waiting.order_by("pk").values_list("release", "subject", "release__state", "release__instant")
        return mark_of(list(rows))

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        _refuse(by, data)
        when = {"wall": data["wall"], "zone": data["zone"]}
        words = {"subjects": list(data["subjects"]), "by": by, "reason": data["reason"]}
        if data["how"] == "plan":
            outcome = scheduling.plan_together(**words, **when)
        else:
            outcome = scheduling.release_together(**words, **when)
        done = told(outcome, outcome.release)
        return worked_out(done, **when) if data["wall"] else done


def _refuse(by: User, data: Mapping[str, Any]) -> None:
    needed = PLANS if data["how"] == "plan" else SCHEDULES if data["wall"] else PUBLISHES
    if not by.has_perm(needed):
        raise PermissionDenied


def page(request: HttpRequest) -> HttpResponse:
    act, user = Together(), request.user
    if not act.allowed(user, None) or not user.has_perm("series.view_release"):
        raise PermissionDenied
    chosen = _chosen(request)
    form = _form(request, chosen)
    would: Done | None = None
    refusal = looked = ""
    if request.method == "POST" and form.is_valid():
        looked = looked_of(form)
        try:
            if request.POST.get("looked") == looked:
                seen = request.POST.get("seen", "")
                return _after(request, perform(act, None, by=user, data=form.cleaned_data, seen=seen))
            would = rehearse(act, None, by=user, data=form.cleaned_data)
        except Refusal as error:
            refusal = str(error)
            looked = ""
            if isinstance(error, Changed):
                would = None
    context = {
        **admin.site.each_context(request),
        "title": act.label,
        "original": _("Releases"),
        "act": act,
        "form": form,
        "would": would,
        "refusal": refusal,
        "looked": looked,
        "first_step": not looked,
        "seen": act.mark(None),
        "back": reverse("admin:series_release_changelist"),
    }
    return TemplateResponse(request, "admin/desk/act.html", context, status=422 if refusal else 200)


def _form(request: HttpRequest, chosen: list[int]) -> forms.Form:
    site = Site.objects.filter(pk=1).first()
    initial = {
        "subjects": chosen,
        "how": "schedule",
        "zone": site.zone if site else "UTC",
        **_time_of(request),
    }
    form = TogetherForm(request.POST or None, initial=initial)
    sent = [int(one) for one in request.POST.getlist("subjects") if one.isdigit()]
    form.fields["subjects"].queryset = candidates(chosen=[*chosen, *sent])
    return form


def _chosen(request: HttpRequest) -> list[int]:
    """Subjects named in the address, by themselves or as what releases are about."""
    subjects = [int(one) for one in request.GET.getlist("subject") if one.isdigit()]
    releases = [int(one) for one in request.GET.getlist("release") if one.isdigit()]
    about = ReleaseItem.objects.filter(release__in=releases, role=ItemRole.MAIN)
    return [*dict.fromkeys([*subjects, *about.values_list("subject", flat=True)])]


def _time_of(request: HttpRequest) -> dict[str, str]:
    """Of the first of the releases that it was opened from."""
    releases = [int(one) for one in request.GET.getlist("release") if one.isdigit()]
    first = Release.objects.filter(pk__in=releases, state__in=UNFINISHED).order_by("instant", "pk").first()
    if first is None or not first.wall:
        return {}
    date, _sep, time = first.wall.partition("T")
    return {"date": date, "time": time, "zone": first.zone}


def _after(request: HttpRequest, done: Done) -> HttpResponse:
    messages.success(request, message_of(done))
    return HttpResponseRedirect(done.page)
