"""Which pages a change touches: the one answer for marking them and for telling an editor beforehand.

Every answer is bounded: it does not grow with the archive. Only a change of what stands on every page (the site, a
legal page, a series' or cause's name) reaches old pages, and that is done in bulk by `marks.mark_all`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from series.addresses import ON_THE_FRONT, own_path
from series.models import Correction, Listing, LiveRevision, Page, Subject
from series.models.page import PageState
from series.pages.listings import beside, newest, next_places, part_of, parts_touched, places_of, year_of
from series.pages.paths import READ_FROM_THE_START, path_for

# Pages that stand from the first day on, whatever is published.
STANDING = [
    *READ_FROM_THE_START,
    *("security", "feed", "json_feed", "calendar"),
    *("sitemap", "robots", "site_style", "api_index", "api_latest", "error_404", "error_410", "error_503"),
]


# Watch pages that follow at once when a resource they lead to changes.
LISTERS = 100


@dataclass(frozen=True)
class PageRef:
    """A page by its path, with what is needed to make its row."""

    kind: str
    path: str
    key: str = ""
    subject: int | None = None


@dataclass(frozen=True)
class Touched:
    """Pages that are the subject's own, pages that list it, and in which series or cause every page changes."""

    own_refs: tuple[PageRef, ...] = ()
    list_refs: tuple[PageRef, ...] = ()
    # "all", "series:ID" or "cause:ID": every page that carries its name.
    everywhere: tuple[str, ...] = field(default=())
    # Paths that the subject leaves for good, for a redirect.
    left: tuple[str, ...] = ()

    @property
    def own(self) -> list[str]:
        return [ref.path for ref in self.own_refs]

    @property
    def lists(self) -> list[str]:
        return [ref.path for ref in self.list_refs]

    @property
    def paths(self) -> list[str]:
        return [*dict.fromkeys([*self.own, *self.left, *self.lists])]

    def __add__(self, other: "Touched") -> "Touched":
        return Touched(
            own_refs=tuple(dict.fromkeys(self.own_refs + other.own_refs)),
            list_refs=tuple(dict.fromkeys(self.list_refs + other.list_refs)),
            everywhere=tuple(dict.fromkeys(self.everywhere + other.everywhere)),
            left=tuple(dict.fromkeys(self.left + other.left)),
        )


class LiveRows:
    """Live rows as they are asked for, each read once: for what is touched by several releases together."""

    def __init__(self, rows: Iterable[LiveRevision] = ()) -> None:
        self._rows: dict[int, LiveRevision | None] = {row.subject_id: row for row in rows}

    def of(self, kind: str, subjects: Iterable[int | None]) -> list[LiveRevision]:
        """Those of these subjects that are live and of this kind, by their ids."""
        found = self.read(subjects)
        return [row for row in found if row is not None and row.kind == kind]

    def read(self, subjects: Iterable[int | None]) -> list[LiveRevision | None]:
        """The rows of these subjects, by their ids; one question for all that were not asked for before."""
        wanted = sorted({subject for subject in subjects if subject is not None})
        unknown = [subject for subject in wanted if subject not in self._rows]
        if unknown:
            self._rows |= dict.fromkeys(unknown)
            for row in LiveRevision.objects.filter(subject__in=unknown).select_related("revision"):
                self._rows[row.subject_id] = row
        return [self._rows[subject] for subject in wanted]


def standing(*kinds: str) -> list[PageRef]:
    return [PageRef(kind, path_for(kind)) for kind in kinds]


def by_live(
    row: LiveRevision,
    *,
    places: Mapping[str, int],
    before: Mapping[str, Any] | None,
    known: LiveRows | None = None,
    returning: bool = True,
) -> Touched:
    """What changes when this row goes live or takes a new revision; `before` is the content it had.

    `returning` is False where it is known that the subject never was public.
    """
    content = row.revision.content
    known = known or LiveRows()
    change = Touched(tuple(_own(row)), tuple(_lists(row, places, known)))
    if row.corrections or (before is None and returning):
        change += Touched(list_refs=tuple(_log(row.subject_id)))
    if before is None:
        if row.kind in {"site", "legal"}:
            change += Touched(everywhere=("all",))
        change += _listers_of(row, known)
        return change + _coming(row, known) if returning else change
    change += Touched(list_refs=tuple(_lists_left(row, before, known)))
    change += Touched(everywhere=_everywhere(row, before)) + _listers_of(row, known)
    old_path = own_path(row.kind, before)
    if row.kind not in ON_THE_FRONT and old_path != own_path(row.kind, content):
        change += Touched(left=(old_path,))
    return change


def by_withdrawal(row: LiveRevision) -> Touched:
    """What changes when this row stops being public. Called while it still is."""
    known = LiveRows()
    naming = [] if row.kind in ON_THE_FRONT else _naming(row)
    # One question for all that is named below.
    known.read([row.series, row.creator, *row.causes, *naming])
    lists = _lists(row, places_of(row), known)
    if row.kind in ON_THE_FRONT:
        # The front itself stays; without what was arranged there it arranges itself.
        return Touched(list_refs=tuple(dict.fromkeys([*_own(row), *lists])))
    change = Touched(tuple(_own(row)), (*lists, *_log(row.subject_id))) + _listers_of(row, known)
    return change + Touched(list_refs=tuple(episode_refs(naming, known)))


def _coming(row: LiveRevision, known: LiveRows) -> Touched:
    """What changes beside the lists when a subject that was withdrawn is public again; nothing for a new one."""
    gone = Page.objects.filter(subject=row.subject_id, kind=row.kind, state=PageState.GONE)
    paths = list(gone.values_list("path", flat=True))
    if not paths:
        return Touched()
    own = {ref.path for ref in _own(row)}
    # Its page may come back under another name: then the address it had leads there.
    left = tuple(path for path in paths if path not in own)
    return Touched(list_refs=tuple(episode_refs(_naming(row), known)), left=left)


def _naming(row: LiveRevision) -> list[int | None]:
    """The episodes whose pages name this one: its neighbours, and those that show it as related."""
    others = LiveRevision.objects.filter(related__contains=[row.subject_id])
    return [row.previous, row.next, *others.values_list("subject_id", flat=True)[:200]]


def by_premiere(teaser: LiveRevision) -> list[PageRef]:
    """What shows when an announced episode is due."""
    content = teaser.revision.content
    refs = [PageRef("episode", own_path("teaser", content), subject=teaser.episode)]
    return [
        *refs,
        *standing("home", "upcoming", "press", "calendar", "api_index"),
        *_series_refs(LiveRows(), teaser.series, "page", "calendar", "api"),
    ]


def by_window(row: LiveRevision) -> Touched:
    """What shows when something opens or closes: its own page and those that say where it stands."""
    places, known = places_of(row), LiveRows()
    listed = [ref for ref in _lists(row, places, known) if ref.kind not in {"sitemap", "sitemap_part"}]
    return Touched(list_refs=tuple(dict.fromkeys([*_own(row), *listed]))) + _listers_of(row, known)


def episode_refs(subjects: Iterable[int | None], known: LiveRows | None = None) -> list[PageRef]:
    """The pages of episodes that are live."""
    return [
        PageRef("episode", own_path("episode", row.revision.content), subject=row.subject_id)
        for row in (known or LiveRows()).of("episode", subjects)
    ]


def _own(row: LiveRevision) -> list[PageRef]:
    content = row.revision.content
    path = own_path(row.kind, content)
    if row.kind == "episode":
        return [
            PageRef("episode", path, subject=row.subject_id),
            PageRef("embed", path_for("embed", subject=row.subject_id), subject=row.subject_id),
        ]
    if row.kind == "teaser":
        return [PageRef("episode", path, subject=row.episode)]
    if row.kind == "series":
        slug = content["slug"]
        kinds = ("series_style", "series_feed", "series_json_feed", "series_calendar", "api_series")
        return [
            PageRef("series", path, subject=row.subject_id),
            *(PageRef(kind, path_for(kind, slug=slug), subject=row.subject_id) for kind in kinds),
        ]
    if row.kind == "site":
        return standing("home", "site_style")
    if row.kind in ON_THE_FRONT:
        return standing("home")
    return [PageRef(row.kind, path, subject=row.subject_id)]


def _lists(row: LiveRevision, places: Mapping[str, int], known: LiveRows) -> list[PageRef]:
    refs = _sitemap(places)
    if row.kind == "episode":
        refs += standing(
            *("home", "upcoming", "archive", "press", "feed", "json_feed", "calendar"),
            *("api_index", "api_latest"),
        )
        refs += _parts("archive_part", "api_part", place=places.get("all"))
        refs += _year_refs(row, places)
        refs += _series_refs(known, row.series, "page", "feed", "json_feed", "calendar", "api", place=places)
        refs += _cause_refs(known, row.causes, places)
        refs += _creator_refs(known, [row.creator])
        refs += episode_refs([row.previous, row.next], known)
    elif row.kind == "teaser":
        refs += standing("home", "upcoming", "press", "calendar", "api_index")
        refs += _series_refs(known, row.series, "page", "calendar", "api")
    elif row.kind == "creator":
        refs += standing("people", "home")
        refs += _parts("people_part", place=places.get("people"))
        if "places" in places:
            refs += [*standing("places"), *_parts("places_part", place=places["places"])]
        episodes = LiveRevision.objects.filter(kind="episode", creator=row.subject_id)
        refs += episode_refs(episodes.values_list("subject_id", flat=True)[:100], known)
    elif row.kind == "cause":
        refs += standing("causes", "home")
    elif row.kind == "figure":
        refs += standing("press")
        refs += [*_series_refs(known, row.series, "page"), *_cause_refs(known, row.causes, {})]
    elif row.kind == "resource":
        refs += standing("resources", "home", "api_index")
        refs += [*_series_refs(known, row.series, "page"), *_cause_refs(known, row.causes, {})]
    elif row.kind == "series":
        refs += standing("home", "archive", "subscribe", "upcoming", "press", "api_index")
    return refs


def _lists_left(row: LiveRevision, before: Mapping[str, Any], known: LiveRows) -> list[PageRef]:
    """Lists that the subject was on before this revision and is no longer."""
    causes = set(before.get("causes", [])) - set(row.causes)
    refs = _cause_refs(known, causes, {})
    if before.get("creator") not in {None, row.creator}:
        refs += _creator_refs(known, [before["creator"]])
    if before.get("position") and not row.revision.content.get("position"):
        [place] = Listing.objects.filter(key="places", subject=row.subject_id).values_list(
            "position", flat=True
        )
        refs += [*standing("places"), *_parts("places_part", place=place)]
    if row.kind in {"figure", "resource"} and before.get("series") not in {None, row.series}:
        refs += _series_refs(known, before["series"], "page")
    return refs


def _listers_of(row: LiveRevision, known: LiveRows) -> Touched:
    """The watch pages that lead to a resource: the newest as lists are, and all of them, if more, without haste."""
    if row.kind != "resource":
        return Touched()
    leading = LiveRevision.objects.filter(kind="episode", resources__contains=[row.subject_id])
    found = list(leading.order_by("-published_at", "-pk").values_list("subject_id", flat=True)[: LISTERS + 1])
    more = len(found) > LISTERS
    return Touched(
        list_refs=tuple(episode_refs(found[:LISTERS], known)),
        everywhere=(f"resource:{row.subject_id}",) if more else (),
    )


def _everywhere(row: LiveRevision, before: Mapping[str, Any]) -> tuple[str, ...]:
    content = row.revision.content
    if row.kind in {"site", "legal"}:
        return ("all",)
    names = {"series": ("title", "slug", "hashtag", "ember", "language"), "cause": ("name", "slug")}
    if any(content[name] != before.get(name) for name in names.get(row.kind, ())):
        return (f"{row.kind}:{row.subject_id}",)
    return ()


def by_notice() -> Touched:
    """What a public notice that is not written yet will change beside its subject's own: the log of corrections."""
    last = Correction.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return Touched(list_refs=tuple(_log_refs([last + 1])))


def _log(subject: int | None) -> list[PageRef]:
    """The pages of the log that name this subject, the newest always among them."""
    lines = Correction.objects.filter(subject=subject)
    return _log_refs(lines.order_by("pk").values_list("pk", flat=True))


def _log_refs(places: Iterable[int]) -> list[PageRef]:
    keys = {key: None for place in places for key in parts_touched(place)}
    parts = [PageRef("corrections_part", path_for("corrections_part", key=key), key=key) for key in keys]
    return [*standing("corrections"), *parts] if parts else []


def _sitemap(places: Mapping[str, int]) -> list[PageRef]:
    if "sitemap" not in places:
        return []
    refs = _parts("sitemap_part", place=places["sitemap"])
    # The index changes only when a part is begun.
    begins = places["sitemap"] == 1 or part_of(places["sitemap"]) != part_of(places["sitemap"] - 1)
    return refs + (standing("sitemap") if begins else [])


def _parts(*kinds: str, place: int | None) -> list[PageRef]:
    if place is None:
        return []
    keys = parts_touched(place)
    return [PageRef(kind, path_for(kind, key=key), key=key) for kind in kinds for key in keys]


def _year_refs(row: LiveRevision, places: Mapping[str, int]) -> list[PageRef]:
    """The year's own page, and of its parts those that change."""
    year = year_of(row)
    place = places.get(f"year:{year}")
    if place is None:
        return []
    keys = [f"{year}/{part}" for part in parts_touched(place)]
    return [
        PageRef("archive_year", path_for("archive_year", key=year), key=year),
        *(PageRef("archive_year_part", path_for("archive_year_part", key=key), key=key) for key in keys),
    ]


_SERIES_KINDS = {
    "page": "series",
    "feed": "series_feed",
    "json_feed": "series_json_feed",
    "calendar": "series_calendar",
    "api": "api_series",
}


def _series_refs(
    known: LiveRows, series: int | None, *which: str, place: Mapping[str, int] | None = None
) -> list[PageRef]:
    rows = known.of("series", [series])
    if not rows:
        return []
    slug = rows[0].revision.content["slug"]
    refs = [
        PageRef(_SERIES_KINDS[name], path_for(_SERIES_KINDS[name], slug=slug), subject=series)
        for name in which
    ]
    position = (place or {}).get(f"series:{series}")
    if position is not None:
        for key in parts_touched(position):
            path = path_for("series_part", slug=slug, key=key)
            refs.append(PageRef("series_part", path, key=key, subject=series))
    return refs


def _cause_refs(known: LiveRows, causes: Iterable[int], places: Mapping[str, int]) -> list[PageRef]:
    refs: list[PageRef] = []
    for row in known.of("cause", causes):
        slug = row.revision.content["slug"]
        refs.append(PageRef("cause", path_for("cause", slug=slug), subject=row.subject_id))
        position = places.get(f"cause:{row.subject_id}")
        if position is not None:
            for key in parts_touched(position):
                path = path_for("cause_part", slug=slug, key=key)
                refs.append(PageRef("cause_part", path, key=key, subject=row.subject_id))
    return refs + (standing("causes") if refs else [])


def _creator_refs(known: LiveRows, creators: Iterable[int | None]) -> list[PageRef]:
    return [
        PageRef("creator", own_path("creator", row.revision.content), subject=row.subject_id)
        for row in known.of("creator", creators)
    ]


def before_the_act(pairs: Sequence[tuple[Subject, Any]]) -> Touched:
    """What publishing these revisions, each of its subject, would touch, for a confirmation. Nothing is written."""
    known = LiveRows()
    known.read(subject.pk for subject, _revision in pairs)
    rows = [_as_if(subject, revision, known) for subject, revision in pairs]
    places = next_places(rows)
    last = newest({f"series:{row.series}" for row in rows if row.kind == "episode"}, limit=2)
    for row in rows:
        if row.kind == "episode" and row.release_id is None:
            _stand_beside(row, last)
    known.read(i for row in rows for i in (row.series, row.creator, row.previous, row.next, *row.causes))
    change = Touched()
    for row in rows:
        [live] = known.read([row.subject_id])
        change += by_live(
            row,
            places=places[row.subject_id],
            before=live.revision.content if live else None,
            known=known,
            returning=row.subject.first_published_at is not None,
        )
    return change


def _as_if(subject: Subject, revision: Any, known: LiveRows) -> LiveRevision:
    """The row as it would be; of no release where it is not public yet."""
    row = LiveRevision(subject=subject, kind=subject.kind, revision=revision)
    row.refer_to(revision.content)
    # The year that it comes to stand in: of something new, as if it were now.
    row.published_at = subject.first_published_at or timezone.now()
    [live] = known.read([subject.pk])
    if live is not None:
        row.release_id, row.previous, row.next = live.release_id, live.previous, live.next
        row.corrections = live.corrections
    return row


def _stand_beside(row: LiveRevision, last: Mapping[str, Sequence[int]]) -> None:
    key = f"series:{row.series}"
    if row.subject.first_published_at is not None:
        # Its old place in the list, between two others.
        row.previous, row.next = beside(key, row.subject_id)
    else:
        row.previous = next((pk for pk in last[key] if pk != row.subject_id), None)
