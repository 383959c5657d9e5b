"""What the admin of every subject has: its panel and acts, its lock, its history, and saving that counts."""

from typing import Any, ClassVar

import pghistory
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from unfold.admin import ModelAdmin

from series import situation
from series.admin import deleting
from series.admin.acts.bring_back import BringBack
from series.admin.acts.plan import Plan
from series.admin.acts.publish_now import PublishNow
from series.admin.acts.restore import Restore
from series.admin.acts.submit import Submit
from series.admin.acts.unlock import Unlock
from series.admin.acts.update import Update
from series.admin.acts.withdraw import Withdraw
from series.admin.bundling.action import together
from series.admin.panel import panel_of
from series.admin.reviewing.open_talks import open_talks
from series.admin.subject_history import sources_of
from series.admin.working.copy import WorkingCopyAdmin
from series.admin.working_copy import WorkingCopyForm
from series.models.subject import know_subject, subject_of
from series.revisions import note_edit
from series.situation import situation_of
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history import Source
from sparks.desk.history_page import HistoryPage
from sparks.desk.paging import RowsLast


class SubjectAdmin(WorkingCopyAdmin, HistoryPage, ModelAdmin):
    form = WorkingCopyForm
    show_full_result_count = False
    list_per_page = 50
    paginator = RowsLast
    acts: ClassVar[tuple[Act, ...]] = (
        *(Submit(), Plan(), PublishNow(), Update(), Withdraw()),
        *(BringBack(), Restore(), Unlock()),
    )
    change_form_outer_before_template = "admin/desk/panel.html"
    # Deleting many at once has no place where a sentence for each could stand.
    actions = None

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def _editable(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        # What is typed when the lock falls is answered by the form, which keeps it; a page that opens locked is
        # read only.
        if allowed and obj is not None and request.method in {"GET", "HEAD"}:
            return not self._locked(request, obj)
        return allowed

    def know(self, thing: models.Model) -> situation.Situation:
        """Read where it stands once, for all acts that are asked whether they fit."""
        return situation.know(know_subject(thing))

    def _locked(self, request: HttpRequest, obj: models.Model) -> bool:
        """Asked many times while a page is made, and read once."""
        known = request.__dict__.setdefault("desk_locked", {})
        if obj.pk not in known:
            known[obj.pk] = self.know(obj).lock is not None
        return known[obj.pk]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        with pghistory.context(act="edit"):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        thing = context.get("original")
        if thing is not None:
            # A refused form has written what was typed into the object; the panel speaks of the stored one.
            bound = context["adminform"].form.is_bound
            stored = type(thing)._base_manager.get(pk=thing.pk) if bound else thing
            subject = know_subject(stored)
            now = situation_of(subject) if stored is thing else situation.know(subject)
            panel = panel_of(subject, now)
            panel.show_to(request.user, editable=self.has_change_permission(request, thing))
            panel.buttons = [*buttons(self, request, stored, self.acts), *together(request, subject, now)]
            if request.user.has_perm("series.view_review"):
                panel.threads = open_talks(subject, now.newest)
            context["panel"] = panel
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.edit_version = form.version + 1 if form.changed_data else form.version
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        own = bool(form.changed_data)
        below = any(formset.has_changed() for formset in formsets)
        thing = form.instance
        if change and below and not own:
            type(thing)._base_manager.filter(pk=thing.pk, edit_version=form.version).update(
                edit_version=form.version + 1
            )
        if own or below or not change:
            note_edit(subject=subject_of(thing), by=request.user)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        thing = self.get_object(request, object_id)
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_delete_permission(request, thing):
            raise PermissionDenied
        try:
            if request.method == "POST":
                deleting.delete(thing)
                messages.success(request, f"{thing} is deleted. Its history stays.")
                return HttpResponseRedirect(self._list_address())
            deleting.refuse(thing)
        except deleting.NotDeleted as refusal:
            messages.error(request, str(refusal))
            opts = self.opts
            return HttpResponseRedirect(
                reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[object_id])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Delete {thing}?",
            "original": thing,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/desk/delete.html", context)

    def _list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def history_sources(self, thing: models.Model) -> list[Source]:
        return sources_of(thing)
