"""What was withdrawn is released again only by an act of its own, so that nobody undoes it without meaning to."""

from series.models import LiveRevision, Release, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.scheduling.outcome import NotPossible
from series.states import ReleaseState


def withdrawal_of(subject: Subject) -> Release | None:
    """The withdrawal that took it off the hub, while nothing has brought it back. A teaser goes with its episode."""
    return None if LiveRevision.objects.filter(subject=subject).exists() else last_withdrawal_of(subject)


def last_withdrawal_of(subject: Subject) -> Release | None:
    """The same for what is known not to be live."""
    items = ReleaseItem.objects.filter(subject=subject)
    if subject.kind == "teaser":
        items |= ReleaseItem.objects.filter(subject__episode__teaser=subject.teaser_id)
    ran = items.filter(release__state=ReleaseState.PUBLISHED).select_related("release")
    last = ran.order_by("-release__published_at", "-release_id").first()
    return last.release if last is not None and last.release.kind == ReleaseKind.WITHDRAW else None


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
