"""What is public, as the pages ask for it. This module reads live revisions and nothing else.

A preview passes `overlay`: subjects with one revision that is not live yet, shown as if it were.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Max

from series.models import Listing, LiveRevision, Page
from series.models.page import PageState

# How many entries a numbered part of a list holds. Fixed for life: old parts must stay as they are.
PART_SIZE = 100


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


# The page that a subject calls its own; a teaser lives at its episode's address.
OWN_PAGE = {
    "site": "home",
    "series": "series",
    "episode": "episode",
    "teaser": "episode",
    "creator": "creator",
    "cause": "cause",
    "legal": "legal",
}


@dataclass
class LiveSet:
    """The set of live revisions, read through one connection (the baker's snapshot), each subject once."""

    overlay: Mapping[int, LiveSubject] = field(default_factory=dict)
    _known: dict[int, LiveSubject] = field(default_factory=dict)
    _site: LiveSubject | None = None

    def site(self) -> LiveSubject:
        """The hub itself. Before anything is published, a plain one."""
        if self._site is None:
            found = [subject for subject in self.overlay.values() if subject.kind == "site"]
            rows = found or self._load(LiveRevision.objects.filter(kind="site"))
            self._site = rows[0] if rows else LiveSubject(id=0, kind="site", content=PLAIN_SITE, path="/")
        return self._site

    def get(self, subject_id: int | None) -> LiveSubject | None:
        return self.many([subject_id]).get(subject_id) if subject_id is not None else None

    def many(self, subject_ids: Iterable[int | None]) -> dict[int, LiveSubject]:
        """Those of the subjects that are live, in one query for all that were not read before."""
        wanted = [subject_id for subject_id in subject_ids if subject_id is not None]
        unknown = [i for i in wanted if i not in self._known and i not in self.overlay]
        if unknown:
            self._load(LiveRevision.objects.filter(subject__in=unknown))
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
        rows = self._load(LiveRevision.objects.filter(kind="teaser", episode=episode_id))
        return rows[0] if rows else None

    def latest(self, key: str, limit: int) -> list[LiveSubject]:
        """The newest entries of a list ("all", "series:ID", "cause:ID", "creator:ID"…), newest first."""
        return self._listed(Listing.objects.filter(key=key, subject__live__isnull=False), -1, limit)

    def part(self, key: str, number: int) -> list[LiveSubject]:
        """Part `number` (from 1, the oldest) of a list, oldest first. Withdrawn entries are holes."""
        first = (number - 1) * PART_SIZE + 1
        rows = Listing.objects.filter(
            key=key, position__gte=first, position__lt=first + PART_SIZE, subject__live__isnull=False
        )
        return self._listed(rows, 1, PART_SIZE)

    def parts(self, key: str) -> int:
        """How many parts a list has. One index look-up, however long the list."""
        last = Listing.objects.filter(key=key).aggregate(last=Max("position"))["last"]
        return ((last or 0) + PART_SIZE - 1) // PART_SIZE

    def upcoming(self, *, series: int | None = None, limit: int = 50) -> list[LiveSubject]:
        """Announced episodes by their instant, those without one last."""
        rows = LiveRevision.objects.filter(kind="teaser")
        if series is not None:
            rows = rows.filter(series=series)
        return self._load(rows.order_by("premieres_at", "subject_id")[:limit])

    def all_of(self, kind: str, *, limit: int = 500) -> list[LiveSubject]:
        """Every live series, cause or legal page: kinds of which there are few."""
        return self._load(LiveRevision.objects.filter(kind=kind).order_by("subject_id")[:limit])

    def _listed(self, rows: Any, direction: int, limit: int) -> list[LiveSubject]:
        order = "position" if direction > 0 else "-position"
        ids = list(rows.order_by(order).values_list("subject_id", flat=True)[:limit])
        known = self.many(ids)
        return [known[i] for i in ids if i in known]

    def _load(self, rows: Any) -> list[LiveSubject]:
        found = [self._subject(row) for row in rows.select_related("revision")]
        # A teaser lives at its episode's address.
        paths = own_paths([(subject.episode or subject.id, subject.kind) for subject in found])
        found = [replace(subject, path=paths.get(subject.episode or subject.id, "")) for subject in found]
        self._known.update({subject.id: subject for subject in found})
        return [self.overlay.get(subject.id, subject) for subject in found]

    def _subject(self, row: LiveRevision) -> LiveSubject:
        return LiveSubject(
            id=row.subject_id,
            kind=row.kind,
            content=row.revision.content,
            published_at=row.published_at,
            updated_at=row.updated_at,
            series=row.series,
            creator=row.creator,
            episode=row.episode,
            causes=tuple(row.causes),
            previous=row.previous,
            next=row.next,
            related=tuple(row.related),
            corrections=tuple(row.corrections),
            premieres_at=row.premieres_at,
            premiere_zone=row.premiere_zone,
            premiere_status=row.premiere_status,
            premiere_sequence=row.premiere_sequence,
            revision=row.revision_id,
        )


def own_paths(subjects: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The path of each subject's own page that is up, by subject."""
    kinds = dict(subjects)
    pages = Page.objects.filter(
        subject_id__in=kinds, state=PageState.UP, kind__in=set(OWN_PAGE.values())
    ).values_list("subject_id", "kind", "path")
    return {subject: path for subject, kind, path in pages if OWN_PAGE[kinds[subject]] == kind}


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
