"""Notices about reviews and what is said in them. Each in the transaction of what it tells of, once a person."""

from collections.abc import Collection, Iterable

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from series.bundles import listed
from series.models import Comment, Review
from series.models.notice import Topic
from series.notices import notify
from series.states import ReviewState
from sparks.accounts.models import User
from sparks.desk.times import in_day


def name_of(review: Review) -> str:
    """What it is about: what was sent, without what only comes along."""
    subjects = [revision.subject for revision in review.revisions.select_related("subject").order_by("pk")]
    leading = [subject for subject in subjects if subject.kind in {"episode", "teaser"}]
    return listed(leading or subjects)


def path_of(review: Review) -> str:
    return reverse("admin:series_review_change", args=[review.pk])


def asked(review: Review, *, people: Iterable[User], by: User) -> None:
    words = {"who": by, "what": name_of(review), "day": in_day(review.due) if review.due else ""}
    said = (
        _("%(who)s asks you to review %(what)s by %(day)s.")
        if review.due
        else _("%(who)s asks you to review %(what)s.")
    )
    notify(
        to=[person for person in people if person.pk != by.pk],
        topic=Topic.ASSIGNED,
        sentence=said % words,
        path=path_of(review),
        key=f"review:{review.pk}:asked",
    )


def waits(review: Review, *, people: Iterable[User], by: User) -> None:
    """Nobody was asked by name: everybody who may decide is told."""
    notify(
        to=[person for person in people if person.pk != by.pk],
        topic=Topic.REVIEW,
        sentence=_("%(who)s sent %(what)s for review. Anybody who wrote none of it decides.")
        % {"who": by, "what": name_of(review)},
        path=path_of(review),
        key=f"review:{review.pk}:waits",
    )


def decided(review: Review, *, by: User) -> None:
    sentences = {
        ReviewState.APPROVED: _("%(who)s approved %(what)s."),
        ReviewState.CHANGES_ASKED: _("%(who)s asks for changes to %(what)s."),
    }
    notify(
        to=_people({*review.authors} - {by.pk}),
        topic=Topic.REVIEW,
        sentence=sentences[ReviewState(review.state)] % {"who": by, "what": name_of(review)},
        path=path_of(review),
        key=f"review:{review.pk}:decided",
    )


def said(comment: Comment, *, review: Review, mentioned: Collection[User]) -> None:
    """Whoever is named, whoever spoke in the thread before, and whoever sent it: each hears once, at most."""
    words = {"who": comment.author, "what": comment.thread.revision.subject}
    path = f"{path_of(review)}#comment-{comment.pk}"
    key = f"comment:{comment.pk}"
    notify(
        to=[person for person in mentioned if person.pk != comment.author_id],
        topic=Topic.COMMENT,
        sentence=_("%(who)s mentioned you on %(what)s.") % words,
        path=path,
        key=key,
    )
    before = set(comment.thread.comments.filter(pk__lt=comment.pk).values_list("author_id", flat=True))
    sentence = _("%(who)s answered on %(what)s.") if before else _("%(who)s commented on %(what)s.")
    notify(
        to=_people((before | {review.submitted_by_id}) - {comment.author_id}),
        topic=Topic.COMMENT,
        sentence=sentence % words,
        path=path,
        key=key,
    )


def _people(ids: Collection[int]) -> list[User]:
    return list(get_user_model().objects.filter(pk__in=ids))
