"""What became of something since a link to its preview was made."""

from dataclasses import dataclass
from enum import StrEnum

from series.addresses import own_path
from series.models import LiveRevision, Release, Revision
from series.models.release import ReleaseKind
from series.states import ReleaseState


class Standing(StrEnum):
    # Nobody but those with a link sees this.
    AHEAD = "ahead"
    # It, or something newer, is public; or the film that its teaser announced.
    OUT = "out"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Whereabouts:
    standing: Standing
    path: str = ""


def whereabouts(revision: Revision) -> Whereabouts:
    wanted = {revision.subject_id, revision.content.get("episode")} - {None}
    rows = list(LiveRevision.objects.filter(subject__in=wanted).select_related("revision"))
    for live in rows:
        if live.subject_id != revision.subject_id or live.revision.number >= revision.number:
            return Whereabouts(Standing.OUT, own_path(live.kind, live.revision.content))
    if rows:
        return Whereabouts(Standing.AHEAD)
    withdrawn = Release.objects.filter(
        kind=ReleaseKind.WITHDRAW,
        state=ReleaseState.PUBLISHED,
        published_at__gt=revision.created_at,
        items__subject__in=wanted,
    )
    return Whereabouts(Standing.WITHDRAWN if withdrawn.exists() else Standing.AHEAD)
