"""What stands on the calendar, and the kinds that it tells apart."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from series.states import UNFINISHED


class Kind(StrEnum):
    """What the calendar tells apart: the states of releases, and what is no release."""

    PLANNED = "planned"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"
    OPEN = "open"
    DECIDE = "decide"
    ENDING = "ending"


LABELS = {
    Kind.PLANNED: _("planned"),
    Kind.SCHEDULED: _("scheduled"),
    Kind.PUBLISHED: _("live"),
    Kind.HELD: _("held"),
    Kind.CANCELLED: _("cancelled"),
    Kind.OPEN: _("open slot"),
    Kind.DECIDE: _("to decide"),
    Kind.ENDING: _("consent ends"),
}
# A slot to decide about is an open one that needs somebody.
CHOICES = [kind for kind in Kind if kind != Kind.DECIDE]
USUAL = frozenset(kind for kind in Kind if kind != Kind.CANCELLED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`day` and `clock` are where it stands in the zone that is looked at; a consent ends with a day and has no clock.

    `wall` and `zone` are what was meant. `pk` is of the release, the slot or the consent.
    """

    kind: Kind
    pk: int
    title: str
    day: date
    clock: str = ""
    wall: datetime | None = None
    zone: str = ""
    instant: datetime | None = None
    act: str = "publish"
    subtitle: str = ""
    slot: int | None = None
    premiere: bool = False
    reason: str = ""
    missing: tuple[str, ...] = field(default=())

    @property
    def label(self) -> Any:
        if self.kind == Kind.PUBLISHED and self.act != "publish":
            return _("done")
        return LABELS[self.kind]

    @property
    def is_release(self) -> bool:
        return self.kind not in {Kind.OPEN, Kind.DECIDE, Kind.ENDING}

    @property
    def moves(self) -> bool:
        return self.is_release and self.kind in UNFINISHED

    @property
    def order(self) -> tuple[date, str, int, str, int]:
        return (self.day, self.clock, self.instant is None, self.title, self.pk)
