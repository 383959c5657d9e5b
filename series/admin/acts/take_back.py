from collections.abc import Mapping
from typing import Any

import pghistory
from django.utils.translation import gettext_lazy as _

from series import reviews
from series.admin.acts.refusals import SENTENCES
from series.models import Review
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.acts import Act, Done, mark_of


class TakeBack(Act):
    name = "take-back"
    label = _("Take it back")
    icon = "undo"
    permission = "series.submit_review"
    question = _(
        "Nobody decides on it any more. The working copy and the comments stay; send it again when it is ready."
    )
    refusals = SENTENCES

    def allowed(self, user: User, thing: Any) -> bool:
        return super().allowed(user, thing) and user.pk in thing.authors

    def offered(self, thing: Any) -> bool:
        return thing.state == ReviewState.IN_REVIEW

    def mark(self, thing: Any) -> str:
        return mark_of(Review.objects.filter(pk=thing.pk).values_list("state", flat=True).first())

    def do(self, thing: Any, *, by: User, data: Mapping[str, Any]) -> Done:
        with pghistory.context(act="take back", reason=data["reason"]):
            reviews.take_back(review_id=thing.pk, by=by)
        return Done(sentence="Taken back. Edit it and send it again.")
