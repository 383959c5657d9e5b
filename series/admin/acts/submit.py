from collections.abc import Mapping
from typing import Any

import pghistory
from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextareaWidget

from series import locks, reviews
from series.admin.acts.ask_reviewers import ReviewersForm
from series.admin.acts.on_subject import SubjectAct
from series.bundles import listed
from series.models.subject import subject_of
from series.reviewing.requests import DECIDES, who_may
from series.situation import situation_of
from sparks.accounts.models import User
from sparks.desk.acts import Done, Refusal


class NoteForm(ReviewersForm):
    note = forms.CharField(
        label=_("Note to the reviewer"),
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
    field_order = ["note", "ask", "due"]


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
        return situation_of(subject_of(thing)).lock is None

    def form(self, thing: Any, data: Any = None) -> forms.Form:
        form = super().form(thing, data)
        # Those who wrote any of it are left out here, and refused with a sentence if they come back.
        form.fields["ask"].queryset = who_may(DECIDES).exclude(pk__in=subject_of(thing).editors)
        return form

    def foretell(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        """Nothing public changes by it, so what would be frozen says all."""
        subject = subject_of(thing)
        release = locks.lock_of(subject)
        if release is not None:
            raise Refusal(locks.sentence(subject, release))
        sent = [str(one) for one in reviews.sent_along(subject)]
        return Done(sentence="Sent for review. Somebody who wrote none of it decides.", lines=sent)

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        subject = subject_of(thing)
        locks.refuse_if_locked(subject)
        with pghistory.context(act="submit"):
            review = reviews.submit(
                subjects=[subject],
                by=by,
                note=data["note"],
                ask=data.get("ask") or (),
                due=data.get("due") or None,
            )
        along = [
            f"{revision.subject}, revision {revision.number}"
            for revision in review.revisions.select_related("subject").order_by("pk")
        ]
        asked = [str(request.person) for request in review.requests.select_related("person").order_by("pk")]
        who = f"{listed(asked)} {'is' if len(asked) == 1 else 'are'} asked to decide." if asked else ""
        sentence = f"Sent for review. {who or 'Somebody who wrote none of it decides.'}"
        return Done(sentence=sentence, lines=along)
