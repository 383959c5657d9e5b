"""Premieres as a calendar (RFC 5545 with RFC 7986). Every time comes from a release, never from the bake."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText

from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import absolute, host
from series.pages.shown.characters import clean
from series.pages.shown.names import headline

# Of those to come and of those shown, each.
SHOWN = 50
REFRESH = timedelta(hours=1)
# A delayed premiere keeps its old time until there is a new one.
STATUS = {"cancelled": "CANCELLED", "delayed": "TENTATIVE"}


def calendar(
    *,
    name: str,
    description: str,
    zone: str,
    colour: str,
    path: str,
    home: str,
    coming: Iterable[LiveSubject],
    shown: Iterable[LiveSubject],
    live: LiveSet,
) -> bytes:
    """Announced episodes that have a time, and the latest that are out, by their instants."""
    book = _book(name=name, description=description, zone=zone, colour=colour, path=path, home=home)
    announced = [teaser for teaser in coming if teaser.path and teaser.premieres_at]
    out = [episode for episode in shown if episode.path and episode.published_at]
    series = live.many({subject.series for subject in [*announced, *out]})
    events = [_announced(teaser) for teaser in announced] + [_out(episode) for episode in out]
    for event, subject in sorted(
        zip(events, [*announced, *out], strict=True), key=lambda pair: (pair[0].start, pair[1].id)
    ):
        run = series.get(subject.series or 0)
        if run is not None:
            event.add("categories", [one_line(run.content["title"])])
        book.add_component(event)
    return book.to_ical()


def _book(*, name: str, description: str, zone: str, colour: str, path: str, home: str) -> Calendar:
    book = Calendar()
    book.add("prodid", "-//Sparks//Hub//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("name", vText(one_line(name)))
    book.add("x-wr-calname", vText(one_line(name)))
    if description:
        book.add("description", vText(one_line(description)))
        book.add("x-wr-caldesc", vText(one_line(description)))
    book.add("x-wr-timezone", zone)
    book.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", "PT1H")
    # RFC 7986 takes names of colours only.
    book.add("x-apple-calendar-color", vText(one_line(colour)))
    book.add("source", absolute(path), parameters={"VALUE": "URI"})
    book.add("url", absolute(home))
    return book


def _announced(teaser: LiveSubject) -> Event:
    content = teaser.content
    return _event(
        episode=teaser.episode or teaser.id,
        start=teaser.premieres_at,
        changed=teaser.updated_at or teaser.premieres_at,
        summary=content["name"],
        description=content.get("line") or "",
        path=teaser.path,
        status=STATUS.get(teaser.premiere_status, "CONFIRMED"),
        sequence=teaser.premiere_sequence,
    )


def _out(episode: LiveSubject) -> Event:
    content = episode.content
    return _event(
        episode=episode.id,
        start=episode.published_at,
        changed=episode.updated_at or episode.published_at,
        summary=headline(content),
        description=content.get("summary") or "",
        path=episode.path,
        status="CONFIRMED",
        sequence=episode.premiere_sequence,
    )


def _event(
    *,
    episode: int,
    start: datetime | None,
    changed: datetime | None,
    summary: str,
    description: str,
    path: str,
    status: str,
    sequence: int,
) -> Event:
    assert start is not None and changed is not None  # noqa: S101, PT018 -- the callers chose those that have both
    event = Event()
    event.add("uid", f"episode-{episode}@{host()}")
    event.add("dtstamp", changed.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", changed.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", start.astimezone(UTC).replace(microsecond=0))
    event.add("duration", timedelta(minutes=1))
    event.add("summary", one_line(summary))
    if description:
        event.add("description", clean(description))
    event.add("url", absolute(path))
    event.add("status", status)
    event.add("sequence", sequence)
    event.add("transp", "TRANSPARENT")
    return event


def one_line(text: str) -> str:
    """The library escapes line ends in the properties it knows, and refuses them in the others."""
    return " ".join(clean(text).split())
