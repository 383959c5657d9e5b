from collections.abc import Mapping
from typing import Any

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from series import locks, reviews
from series.admin.acts.on_subject import SubjectAct
from series.models.subject import subject_of
from sparks.accounts.models import User
from sparks.desk.acts import Done


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note to the reviewer"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class Submit(SubjectAct):
    name = "submit"
    label = _("Send for review")
    icon = "rate_review"
    permission = "series.submit_review"
    question = _(
        "What stands here now is frozen and shown to a second person. An older open review is replaced."
    )
    form_class = NoteForm

    def offered(self, thing: Any) -> bool:
        return locks.lock_of(subject_of(thing)) is None

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        subject = subject_of(thing)
        locks.refuse_if_locked(subject)
        with pghistory.context(act="submit"):
            review = reviews.submit(subjects=[subject], by=by, note=data["note"])
        along = [
            f"{revision.subject}, revision {revision.number}"
            for revision in review.revisions.select_related("subject").order_by("pk")
        ]
        return Done(sentence="Sent for review. Somebody who wrote none of it decides.", lines=along)
