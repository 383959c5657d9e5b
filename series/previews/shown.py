"""What a preview shows instead of what is live: one subject, and what it stands on that is not public yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from series.cards.drawn import Hub, with_card
from series.contents import content_of
from series.models import Revision, Subject
from series.models.subject import SubjectKind
from series.states import ReviewState
from series.video.usage import keys_in


@dataclass(frozen=True)
class Told:
    """A subject with the content that the preview gives it."""

    subject: int
    kind: str
    content: Mapping[str, Any]
    revision: int | None = None


@dataclass(frozen=True)
class Shown:
    main: Told
    companions: tuple[Told, ...] = ()

    @property
    def all(self) -> tuple[Told, ...]:
        return (self.main, *self.companions)

    def keys(self) -> set[str]:
        """The public keys of every file that the preview brings along."""
        return {key for told in self.all for key in keys_in(told.content)}


def of_revision(revision: Revision) -> Shown:
    """With what would be released beside it: the companions of its review, or what was approved of them since."""
    companions = (
        Revision.objects.filter(subject__in=_named_by(revision.content), subject__live__isnull=True)
        .filter(Q(review=revision.review_id) | Q(review__state=ReviewState.APPROVED))
        .select_related("subject")
        .order_by("subject", "-number")
        .distinct("subject")
    )
    return Shown(_told(revision), tuple(_told(companion) for companion in companions))


def of_draft(subject: Subject) -> Shown:
    """The working copy as it stands, with the working copies of what is not public beside it."""
    hub = Hub()
    main = _drafted(subject, hub)
    beside = Subject.objects.filter(pk__in=_named_by(main.content), live__isnull=True)
    companions = beside.select_related(*SubjectKind.values).order_by("pk")
    return Shown(main, tuple(_drafted(companion, hub) for companion in companions))


def _named_by(content: Mapping[str, Any]) -> set[int]:
    named = {content.get("series"), content.get("creator"), *(content.get("causes") or [])}
    return {subject for subject in named if subject is not None}


def _told(revision: Revision) -> Told:
    subject = revision.subject
    return Told(subject=subject.pk, kind=subject.kind, content=revision.content, revision=revision.pk)


def _drafted(subject: Subject, hub: Hub) -> Told:
    content = with_card(subject, content_of(subject), hub=hub)
    return Told(subject=subject.pk, kind=subject.kind, content=content)
