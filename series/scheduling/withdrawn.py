"""What was withdrawn is released again only by an act of its own, so that nobody undoes it without meaning to."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q

from series.models import LiveRevision, Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.scheduling.outcome import NotPossible
from series.states import ReleaseState


def withdrawal_of(subject: Subject) -> Release | None:
    """The withdrawal that took it off the hub, while nothing has brought it back. A teaser goes with its episode."""
    if subject.first_published_at is None and subject.kind != "teaser":
        return None
    if LiveRevision.objects.filter(subject=subject).exists():
        return None
    return last_withdrawals([subject]).get(subject.pk)


def last_withdrawals(subjects: Sequence[Subject]) -> dict[int, Release]:
    """The same, by subject, for what is known not to be live. One query."""
    if not subjects:
        return {}
    teasers = {subject.teaser_id: subject.pk for subject in subjects if subject.kind == "teaser"}
    about = Q(subject__in=subjects)
    if teasers:
        about |= Q(subject__episode__teaser__in=teasers)
    ran = ReleaseItem.objects.filter(about, release__state=ReleaseState.PUBLISHED)
    newest = ran.order_by("subject", "-release__published_at", "-release_id").distinct("subject")
    last: dict[int, Release] = {}
    for item in newest.select_related("release").annotate(teaser=F("subject__episode__teaser")):
        for pk in (item.subject_id, teasers.get(item.teaser)):
            if pk is not None and (pk not in last or _moment(last[pk]) < _moment(item.release)):
                last[pk] = item.release
    return {pk: release for pk, release in last.items() if release.kind == ReleaseKind.WITHDRAW}


def _moment(ran: Release) -> tuple[datetime, int]:
    assert ran.published_at is not None  # noqa: S101 -- a constraint: it has run
    return ran.published_at, ran.pk


def is_withdrawn(subject: Subject) -> bool:
    return withdrawal_of(subject) is not None


def refuse_withdrawn(subject: Subject) -> None:
    """For the acts that release something new."""
    if is_withdrawn(subject):
        raise NotPossible(f"{subject} was withdrawn. Whoever may withdraw can bring it back.")


def withdrawn_since(subject: Subject, *, planned: Release) -> bool:
    """Whether this release of it is from before: then nobody meant to bring it back by it."""
    withdrawal = withdrawal_of(subject) if subject.first_published_at is not None else None
    return (
        withdrawal is not None
        and withdrawal.published_at is not None
        and withdrawal.published_at > planned.created_at
    )
