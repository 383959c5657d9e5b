"""What every working copy's admin has for work on it: tabs, drafts, presence, and the merge screen."""

import secrets
from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from series import drafts, presence
from series.admin.working import offers, screen
from series.models.subject import SubjectKind, subject_of
from sparks.desk.merging import resolved, undecided
from sparks.desk.merging.choices import MERGING
from sparks.desk.optimistic import HIDDEN, SEEN, SEEN_RELATED

_FULL = Trim(Concat("person__first_name", Value(" "), "person__last_name"))
_NAME = Coalesce(NullIf(_FULL, Value("")), "person__username")


class WorkingCopyAdmin:
    """A mixin for a ModelAdmin whose form is a WorkingCopyForm."""

    change_form_template = "admin/desk/working/form.html"

    class Media:
        css = {"all": ["admin-desk/working.css"]}
        # They look for what stands in the page, so they wait for it.
        js = [
            Script(f"admin-desk/{name}.js", defer=True) for name in ("tabs", "counts", "drafts", "presence")
        ]

    def get_fieldsets(self: Any, request: HttpRequest, obj: Any = None) -> Any:
        """What the form saw travels in the first group of fields; it is hidden."""
        groups = [(name, dict(options)) for name, options in super().get_fieldsets(request, obj)]
        if not self._editable(request, obj):
            for _name, options in groups:
                options["fields"] = [name for name in options["fields"] if not str(name).endswith("_file")]
        elif groups:
            first = [name for name in groups[0][1]["fields"] if name not in HIDDEN]
            groups[0][1]["fields"] = [*first, *HIDDEN]
        return groups

    def get_form(
        self: Any, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        wanted = str(request.GET.get("draft", ""))
        if obj is None or request.method != "GET" or not wanted.isdigit():
            return form
        draft = drafts.find(draft_id=int(wanted), by=request.user)
        if draft is None or draft.subject_id != subject_of(obj).pk:
            return form
        return type(form.__name__, (form,), {"draft": draft})

    def changeform_view(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and MERGING in request.POST:
            request.undecided = undecided(request.POST)
            request.POST = resolved(request.POST)
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self: Any, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        thing = context.get("original")
        form = context["adminform"].form
        if thing is not None and form.is_bound:
            request.POST = request.POST.copy()
            request.POST.setdefault(screen.PAGE, secrets.token_hex(16))
            self._keep_what_was_refused(request, form, thing)
        conflict = getattr(form, "conflict", None)
        if conflict is not None:
            stored = type(thing)._base_manager.get(pk=thing.pk)
            return screen.merge_page(self, request, thing=stored, conflict=conflict)
        context |= screen.around(self, request, context, subject=subject_of(thing) if thing else None)
        return super().render_change_form(request, context, *args, **kwargs)

    def _keep_what_was_refused(self: Any, request: HttpRequest, form: Any, thing: Any) -> None:
        """Whatever the reason was, a lock or another's save: what was typed is a draft until it is saved."""
        stored = type(thing)._base_manager.get(pk=thing.pk)
        sent = {name: form.data.getlist(form.add_prefix(name)) for name in form.kept_fields()}
        with suppress(drafts.TooLong):
            drafts.keep_refused(
                subject=subject_of(stored),
                by=request.user,
                page=request.POST[screen.PAGE],
                seen_version=form.cleaned_data.get(SEEN) or 0,
                seen_related=form.cleaned_data.get(SEEN_RELATED) or {},
                typed=offers.changed(form, offers.stored_values(form, stored), sent),
            )

    def save_related(self: Any, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            drafts.saved(
                subject=subject_of(form.instance),
                by=request.user,
                page=request.POST.get(screen.PAGE, ""),
                taken=request.POST.get(screen.TAKEN, ""),
            )

    # -- who is here, in lists ------------------------------------------------------------------------------

    def get_queryset(self: Any, request: HttpRequest) -> Any:
        kind = next(kind for kind in SubjectKind.values if self.model is _model_of(kind))
        there = presence.here().filter(**{f"subject__{kind}": OuterRef("pk")}).order_by("since")
        return super().get_queryset(request).annotate(here=ArraySubquery(there.values(name=_NAME)))

    def get_list_display(self: Any, request: HttpRequest) -> list[str]:
        return [*super().get_list_display(request), "here_shown"]

    @admin.display(description=_("open now"))
    def here_shown(self: Any, obj: Any) -> str:
        return ", ".join(obj.here)


def _model_of(kind: str) -> Any:
    from series.models import Subject

    return Subject._meta.get_field(kind).related_model
