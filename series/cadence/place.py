from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal

from series.cadence.errors import WallTimeGap
from series.cadence.labels import moment_label, wall_label
from series.cadence.walltime import Kind, resolve

type State = Literal["open", "decide"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A wall time laid onto the line of time.

    `decide`: the wall time does not exist, so `instant` is None and `neighbours` are the two to choose from.
    """

    wall: datetime
    zone: str
    instant: datetime | None
    state: State = "open"
    kind: Kind = "plain"
    neighbours: tuple[datetime, datetime] | None = None

    @property
    def label(self) -> str:
        return self.describe()

    def describe(self, *, year: bool = True) -> str:
        if self.instant is None:
            return f"{wall_label(self.wall, year=year)} in {self.zone}"
        twice = " (the first of two)" if self.kind == "first_of_two" else ""
        return moment_label(self.instant, self.zone, year=year) + twice

    @property
    def order(self) -> datetime:
        """The instant, or for an undecided place the one it would have right after the gap."""
        if self.instant is not None:
            return self.instant
        if self.neighbours is None:
            return self.wall.replace(tzinfo=UTC)
        return resolve(self.neighbours[1], self.zone).instant


def lay(wall: datetime, zone: str) -> Place:
    """As `resolve`, but a wall time that does not exist becomes a place to decide about."""
    try:
        found = resolve(wall, zone)
    except WallTimeGap as gap:
        return Place(wall=wall, zone=zone, instant=None, state="decide", neighbours=(gap.before, gap.after))
    return Place(wall=wall, zone=zone, instant=found.instant, kind=found.kind)


def place_fields(place: Place) -> dict[str, Any]:
    """Only what makes the place, also of a subclass: for building or replacing a slot there."""
    return {field.name: getattr(place, field.name) for field in fields(Place)}
