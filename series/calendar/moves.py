"""From two scenes to what moved, by name: the consequence of an act, before it is done and after."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from series import cadence
from series.calendar.scene import Scene, Spot, changed, ids, release_key
from series.models import Release, ReleaseItem, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import SubjectKind


@dataclass(frozen=True, kw_only=True)
class Move:
    """One thing that stands elsewhere afterwards; `before` is None for what is new, `after` for what is gone."""

    key: str
    name: str
    before: Spot | None
    after: Spot | None

    @property
    def note(self) -> str:
        """What has to be said of the wall time it comes to: that it exists twice, or not at all."""
        if self.after is None or (self.before is not None and self.before.wall == self.after.wall):
            return ""
        laid = cadence.lay(datetime.fromisoformat(self.after.wall), self.after.zone)
        wall = cadence.wall_label(laid.wall)
        if laid.kind == "first_of_two":
            return f"Clocks in {laid.zone} show {wall} twice that day; the first of the two is meant."
        if laid.neighbours is not None:
            before, after = (cadence.wall_label(one) for one in laid.neighbours)
            return (
                f"{wall} does not exist in {laid.zone}: clocks jump over it. The slot waits for a decision: "
                f"{before} or {after}."
            )
        return ""


def mark_of(moves: Iterable[Move]) -> str:
    """Two lists of moves have one mark when a person sees no difference between them."""
    seen = [[move.key, move.name, _plain(move.before), _plain(move.after)] for move in moves]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def moves_between(before: Scene, after: Scene) -> list[Move]:
    """What moved, in order of where it stands now. A slot is named only where no release stands for it.

    Rows that an act made have other numbers at each try: they are told apart by where they stand.
    """
    keys = changed(before, after)
    names = names_of(ids(keys, "release"))
    filled = {
        spot.slot for scene in (before, after) for key, spot in scene.items() if key in keys and spot.slot
    }
    moves = []
    for key in keys:
        old, new = before.get(key), after.get(key)
        if key.startswith("slot-") and int(key.removeprefix("slot-")) in filled:
            continue
        name = names.get(key, "Open slot")
        moves.append(Move(key=key if old else "new", name=name, before=old, after=new))
    return sorted(moves, key=lambda move: (_when(move), move.name))


def names_of(releases: Iterable[int]) -> dict[str, str]:
    """ "3. Soap", or "Update: 3. Soap": by key, two queries whatever their number."""
    items = (
        ReleaseItem.objects.filter(release__in=list(releases), role=ItemRole.MAIN)
        .select_related("release", "subject", *THINGS)
        .order_by("pk")
    )
    named: dict[str, list[str]] = {}
    kinds: dict[str, Release] = {}
    for item in items:
        key = release_key(item.release_id)
        named.setdefault(key, []).append(name_of(item.subject))
        kinds[key] = item.release
    return {key: titled(kinds[key].kind, names) for key, names in named.items()}


THINGS = [f"subject__{kind}" for kind in ("site", "series", "episode", "teaser", "creator", "cause", "legal")]


def name_of(subject: Subject) -> str:
    """ "3. Soap"; all that is no episode says what it is: "Teaser “Jon”"."""
    return str(subject.thing) if subject.kind == SubjectKind.EPISODE else str(subject)


def titled(kind: str, names: list[str]) -> str:
    title = ", ".join(names) or "–"
    return title if kind == ReleaseKind.PUBLISH else f"{ReleaseKind(kind).label.capitalize()}: {title}"


def _when(move: Move) -> str:
    spot = move.after or move.before
    return (spot.instant or spot.wall) if spot else ""


def _plain(spot: Spot | None) -> object:
    """Slots that an act makes are numbered anew at each try, so a release's slot counts only as there or not."""
    return None if spot is None else {**asdict(spot), "slot": spot.slot is not None}
