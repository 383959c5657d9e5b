"""What was withdrawn is released again only by an act of its own, so that nobody undoes it without meaning to."""

from series.models import LiveRevision, ReleaseItem, Subject
from series.models.release import ReleaseKind
from series.scheduling.outcome import NotPossible
from series.states import ReleaseState


def is_withdrawn(subject: Subject) -> bool:
    """Not public, and the last that happened to it was a withdrawal. A teaser goes with its episode."""
    if LiveRevision.objects.filter(subject=subject).exists():
        return False
    items = ReleaseItem.objects.filter(subject=subject)
    if subject.kind == "teaser":
        items |= ReleaseItem.objects.filter(subject__episode__teaser=subject.teaser_id)
    ran = items.filter(release__state=ReleaseState.PUBLISHED)
    last = ran.order_by("-release__published_at", "-release_id").values_list("release__kind", flat=True)
    return last.first() == ReleaseKind.WITHDRAW


def refuse_withdrawn(subject: Subject) -> None:
    """For the acts that release something new."""
    if is_withdrawn(subject):
        raise NotPossible(f"{subject} was withdrawn. Whoever may withdraw can bring it back.")
