"""What the address of the calendar says: view, day, zone, series and states. What can't be read becomes the usual."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from series.calendar.entries import CHOICES, USUAL, Kind
from series.calendar.span import VIEWS, View

ZONES = ("mine", "series", "utc")


@dataclass(frozen=True, kw_only=True)
class Query:
    """`at` is None for today. `wrong` are sentences about what the address said and nobody could read."""

    view: View = "month"
    at: date | None = None
    zone: str = "mine"
    series: tuple[int, ...] = ()
    states: frozenset[Kind] = USUAL
    wrong: tuple[str, ...] = field(default=(), compare=False)

    @property
    def kinds(self) -> frozenset[Kind]:
        return self.states | ({Kind.DECIDE} if Kind.OPEN in self.states else set())

    @property
    def narrowed(self) -> bool:
        return bool(self.series) or self.states - {Kind.DECIDE} != USUAL - {Kind.DECIDE}

    def address(self, **changes: Any) -> str:
        return f"{reverse('desk-calendar')}?{self.text(**changes)}"

    def text(self, **changes: Any) -> str:
        """The part behind the question mark; what is usual is left out."""
        other = replace(self, **changes)
        said: dict[str, str] = {"view": other.view}
        if other.at is not None:
            said["at"] = other.at.isoformat()
        if other.zone != "mine":
            said["zone"] = other.zone
        if other.series:
            said["series"] = ",".join(map(str, other.series))
        if other.states - {Kind.DECIDE} != USUAL - {Kind.DECIDE}:
            said["states"] = ",".join(kind for kind in CHOICES if kind in other.states)
        return urlencode(said, safe=",")


def read(request: HttpRequest) -> Query:
    usual = "agenda" if on_phone(request.headers) else "month"
    return of(request.GET, usual=usual)


def of(said: QueryDict, *, usual: str = "month") -> Query:
    wrong: list[str] = []
    view = said.get("view", usual)
    if view not in VIEWS:
        wrong.append(_("There is no view “%(view)s”; this is the month.") % {"view": view[:40]})
        view = "month"
    kinds = {kind for kind in Kind if kind in _words(said.getlist("states"))}
    ids = [word for word in _words(said.getlist("series")) if word.isdecimal() and len(word) < 10]
    zone = said.get("zone", "mine")
    return Query(
        view=view,  # type: ignore[arg-type]
        at=_day(said.get("at", ""), wrong),
        zone=zone if zone in ZONES else "mine",
        series=tuple(sorted({int(word) for word in ids})),
        states=frozenset(kinds) or USUAL,
        wrong=tuple(wrong),
    )


def on_phone(headers: Mapping[str, str]) -> bool:
    """As browsers say it themselves, without asking for anything that tells who it is."""
    hint = headers.get("Sec-CH-UA-Mobile")
    return hint == "?1" if hint else "Mobi" in headers.get("User-Agent", "")


def first_weekday() -> int:
    """Of the person's language, counted from Monday; Django counts from Sunday."""
    return (int(get_format("FIRST_DAY_OF_WEEK")) - 1) % 7


def _day(word: str, wrong: list[str]) -> date | None:
    if not word:
        return None
    try:
        return date.fromisoformat(word)
    except ValueError:
        wrong.append(_("“%(day)s” is no date; this is today.") % {"day": word[:40]})
        return None


def _words(values: Iterable[str]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]
