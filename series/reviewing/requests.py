"""Reviewers asked by name. Others who may decide still may; a review without any waits for everybody."""

from collections.abc import Iterable
from datetime import date

import pghistory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from series.bundles import listed
from series.models import Review, ReviewRequest
from series.reviewing import telling
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.states import IllegalMove

DECIDES, SEES = "series.decide_review", "series.view_review"


def who_may(permission: str) -> QuerySet[User]:
    """Staff with open accounts who have this permission, by name."""
    people = get_user_model().objects.with_perm(
        permission, is_active=True, backend="django.contrib.auth.backends.ModelBackend"
    )
    return people.filter(is_staff=True).order_by("first_name", "username")


def who_may_decide(review: Review) -> QuerySet[User]:
    return who_may(DECIDES).exclude(pk__in=review.authors)


def ask(*, review_id: int, people: Iterable[User], by: User, due: date | None = None) -> Review:
    """Ask exactly these to decide, by that day. Who was asked before and is not named any more is let off.

    Raises IllegalMove when it was decided meanwhile, or when one of them wrote part of it or may not decide.
    """
    with pghistory.context(user=by.pk, act="ask reviewers"), transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        if review.state != ReviewState.IN_REVIEW:
            raise IllegalMove(
                f"This review is {review.get_state_display()}; there is nothing left to decide."
            )
        write(review, people=list(people), by=by, due=due)
    return review


def write(review: Review, *, people: list[User], by: User, due: date | None) -> None:
    """The rows themselves, in the caller's transaction, which holds the review. Tells those newly asked."""
    refuse_unfit(review, people)
    if review.due != due:
        review.due = due
        review.save(update_fields=["due"])
    review.requests.exclude(person__in=people).delete()
    asked = set(review.requests.values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in asked]
    ReviewRequest.objects.bulk_create(
        [ReviewRequest(review=review, person=person, asked_by=by) for person in fresh]
    )
    telling.asked(review, people=fresh, by=by)


def refuse_unfit(review: Review, people: list[User]) -> None:
    fit = set(who_may_decide(review).values_list("pk", flat=True))
    wrote = [person for person in people if person.pk in review.authors]
    if wrote:
        raise IllegalMove(f"{listed(wrote)} wrote part of this. Ask somebody else to decide on it.")
    unfit = [person for person in people if person.pk not in fit]
    if unfit:
        raise IllegalMove(f"{listed(unfit)} can't decide on reviews. Ask somebody else.")


def asked_before(review: Review) -> list[User]:
    """Those who were asked about the same subjects last time and may decide this time."""
    earlier = (
        ReviewRequest.objects.filter(
            review__revisions__subject__in=review.revisions.values("subject"), review__pk__lt=review.pk
        )
        .order_by("-review_id")
        .values_list("review_id", flat=True)
        .first()
    )
    return list(who_may_decide(review).filter(review_requests__review=earlier)) if earlier else []
