from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from series import restoring
from series.admin.acts.on_subject import SubjectAct
from series.models import Revision, Subject
from series.models.subject import subject_of
from series.restoring import NotRestored
from series.situation import situation_of
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Done, ReasonForm, mark_of


class RevisionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        state = ReviewState(obj.review.state).label
        return f"{obj.number} · {obj.created_at:%d %b %Y, %H:%M} UTC · {obj.created_by} · {state}"


class RestoreForm(ReasonForm):
    revision = RevisionChoice(
        label=_("Revision"),
        queryset=Revision.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "desk-select"}),
    )
    field_order = ["revision", "reason"]

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].queryset = (
            subject.revisions.select_related("review", "created_by").defer("content").order_by("-number")
        )


class Restore(SubjectAct):
    """Needs the right to change this kind of thing, too: it is an edit."""

    name = "restore"
    label = _("Go back to a revision")
    icon = "restore_page"
    permission = "series.restore_revision"
    question = _(
        "What the revision said is copied into the working copy, in place of what stands there now. What is public "
        "stays as it is."
    )
    form_class = RestoreForm
    refusals = (*SubjectAct.refusals, NotRestored)
    sample = None

    def allowed(self, user: User, thing: Any) -> bool:
        opts = thing._meta
        return super().allowed(user, thing) and user.has_perm(f"{opts.app_label}.change_{opts.model_name}")

    def offered(self, thing: Any) -> bool:
        subject = subject_of(thing)
        now = situation_of(subject)
        return restoring.can_restore(subject) and now.lock is None and now.newest is not None

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        return RestoreForm(data, initial=self.initial(thing), subject=subject_of(thing))

    def mark(self, thing: Any) -> str:
        version = type(thing)._base_manager.filter(pk=thing.pk).values_list("edit_version", flat=True).first()
        return mark_of(super().mark(thing), version)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        restored = restoring.restore(revision=data["revision"], by=by, reason=data["reason"])
        return Done(sentence=restored.sentence, lines=restored.gone)
