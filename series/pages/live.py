"""What is public, as the pages ask for it. This module reads live revisions and nothing else.

A preview passes `overlay`: subjects with one revision that is not live yet, shown as if it were.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from series.models import Listing
from series.pages import live_rows

# How many entries a numbered part of a list holds. Fixed for life: old parts must stay as they are.
PART_SIZE = 100
# The most of a kind of which there are few.
FEW = 500


@dataclass(frozen=True)
class LiveSubject:
    """One public thing. `content` is its revision's; `path` its own page's, or "" while that is not up."""

    id: int
    kind: str
    content: Mapping[str, Any]
    path: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    series: int | None = None
    creator: int | None = None
    episode: int | None = None
    causes: tuple[int, ...] = ()
    previous: int | None = None
    next: int | None = None
    related: tuple[int, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()
    premieres_at: datetime | None = None
    premiere_zone: str = ""
    premiere_status: str = ""
    premiere_sequence: int = 0
    revision: int | None = None
    resources: tuple[int, ...] = ()
    # Of what opens and closes: announced, open or closed. "" counts as open.
    window_state: str = ""


@dataclass
class LiveSet:
    """The set of live revisions, read through one connection (the baker's snapshot), each subject once."""

    overlay: Mapping[int, LiveSubject] = field(default_factory=dict)
    # None: it was asked for, and is not live.
    _known: dict[int, LiveSubject | None] = field(default_factory=dict)
    _site: LiveSubject | None = None
    _kinds: dict[tuple[str, int], list[LiveSubject]] = field(default_factory=dict)

    def site(self) -> LiveSubject:
        """The hub itself. Before anything is published, a plain one."""
        if self._site is None:
            found = [subject for subject in self.overlay.values() if subject.kind == "site"]
            rows = found or self._kinds.get(("site", FEW)) or self._load(live_rows.of_kind("site", limit=1))
            self._site = rows[0] if rows else LiveSubject(id=0, kind="site", content=PLAIN_SITE, path="/")
        return self._site

    def get(self, subject_id: int | None) -> LiveSubject | None:
        return self.many([subject_id]).get(subject_id) if subject_id is not None else None

    def many(self, subject_ids: Iterable[int | None]) -> dict[int, LiveSubject]:
        """Those of the subjects that are live, in one query for all that were not read before."""
        wanted = [subject_id for subject_id in subject_ids if subject_id is not None]
        unknown = [i for i in wanted if i not in self._known and i not in self.overlay]
        if unknown:
            self._known.update(dict.fromkeys(unknown))
            self._load(live_rows.by_id(unknown))
        return {
            i: subject
            for i in dict.fromkeys(wanted)
            if (subject := self.overlay.get(i) or self._known.get(i)) is not None
        }

    def teaser_of(self, episode_id: int) -> LiveSubject | None:
        """The approved teaser of an episode that is not out yet."""
        for subject in self.overlay.values():
            if subject.kind == "teaser" and subject.episode == episode_id:
                return subject
        rows = self._load(live_rows.teaser_of(episode_id))
        return rows[0] if rows else None

    def latest(self, key: str, limit: int) -> list[LiveSubject]:
        """The newest entries of a list ("all", "series:ID", "cause:ID", "creator:ID"…), newest first."""
        return self._load(live_rows.latest(key, limit=limit))

    def part(self, key: str, number: int) -> list[LiveSubject]:
        """Part `number` (from 1, the oldest) of a list, oldest first. Withdrawn entries are holes."""
        first = (number - 1) * PART_SIZE + 1
        return self._load(live_rows.between(key, first=first, last=first + PART_SIZE - 1))

    def parts(self, key: str) -> int:
        """How many parts a list has."""
        return parts_of(self.places(key))

    def places(self, key: str) -> int:
        """How many places a list has, those of what was withdrawn too. One index look-up, however long the list."""
        last = Listing.objects.filter(key=key).aggregate(last=Max("position"))["last"]
        return last or 0

    def years(self) -> list[str]:
        """The years that have a page in the archive, the last first."""
        return live_rows.years()

    def upcoming(self, *, series: int | None = None, limit: int = 50) -> list[LiveSubject]:
        """Announced episodes by their instant, those without one last."""
        return self._load(live_rows.upcoming(series=series, limit=limit))

    def all_of(self, kind: str, *, limit: int = FEW) -> list[LiveSubject]:
        """Every live series, cause, figure, resource or legal page: kinds of which there are few."""
        if (kind, limit) not in self._kinds:
            self._kinds[kind, limit] = self._with_overlay(
                kind, self._load(live_rows.of_kind(kind, limit=limit))
            )
        return self._kinds[kind, limit]

    def gather(self, *kinds: str, subject: int | None = None) -> None:
        """Read several of these kinds and a subject in one query, for `all_of`, `site` and `get` to find there."""
        if subject is not None:
            self._known.setdefault(subject)
        found: dict[str, dict[int, LiveSubject]] = {kind: {} for kind in kinds}
        for one in self._load(live_rows.of_kinds(kinds, limit=FEW, subject=subject)):
            if one.kind in found:
                found[one.kind][one.id] = one
        for kind, subjects in found.items():
            self._kinds[kind, FEW] = self._with_overlay(kind, list(subjects.values()))

    def front(self) -> LiveSubject | None:
        """How the hub's front is arranged, where an editor did."""
        return next(iter(self.all_of("front")), None)

    def _with_overlay(self, kind: str, found: list[LiveSubject]) -> list[LiveSubject]:
        """What a preview shows for the first time stands behind what is live."""
        there = {subject.id for subject in found}
        return found + [s for s in self.overlay.values() if s.kind == kind and s.id not in there]

    def _load(self, rows: Iterable[tuple[Any, ...]]) -> list[LiveSubject]:
        found = [_subject(row) for row in rows]
        self._known.update({subject.id: subject for subject in found})
        return [self.overlay.get(subject.id, subject) for subject in found]


def parts_of(places: int) -> int:
    """In how many parts so many places stand."""
    return (places + PART_SIZE - 1) // PART_SIZE


def _subject(row: tuple[Any, ...]) -> LiveSubject:
    subject, kind, content, published_at, updated_at, series, creator, episode, causes, *rest = row
    previous, following, related, corrections, premieres_at, zone, status, sequence, *last = rest
    revision, resources, window_state, path = last
    return LiveSubject(
        id=subject,
        kind=kind,
        content=json.loads(content),
        path=path or "",
        published_at=published_at,
        updated_at=updated_at,
        series=series,
        creator=creator,
        episode=episode,
        causes=tuple(causes),
        previous=previous,
        next=following,
        related=tuple(related),
        corrections=tuple(json.loads(corrections)),
        premieres_at=premieres_at,
        premiere_zone=zone,
        premiere_status=status,
        premiere_sequence=sequence,
        revision=revision,
        resources=tuple(resources),
        window_state=window_state,
    )


PLAIN_SITE: Mapping[str, Any] = {
    "name": "Sparks",
    "tagline": "",
    "introduction": "",
    "publisher": "",
    "contact_email": "",
    "logo": None,
    "ember": "#c2410c",
    "zone": "UTC",
    "licence": "",
    "comments_note": "",
}
