"""What a batch of rows is checked against, read in as many queries for one row as for five hundred."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from creators.models import Cause, Creator
from series.addresses import slug_of
from series.models import Episode, LiveRevision, Release, ReleaseItem, Series
from series.models.release import ItemRole, ReleaseKind
from series.publishing.due import database_now
from series.states import UNFINISHED, ReleaseState


@dataclass
class Catalogue:
    """What is few and the same for the whole file."""

    series: dict[str, list[Series]] = field(default_factory=lambda: defaultdict(list))
    causes: dict[str, Cause] = field(default_factory=dict)
    now: datetime = field(default_factory=database_now)


@dataclass
class Ground:
    catalogue: Catalogue
    names: Mapping[str, list[Creator]]
    handles: Mapping[str, list[Creator]]
    episodes: Mapping[tuple[int, int], Episode]
    causes: Mapping[int, list[Cause]]
    # By episode: the unfinished publish, what locks it, and whether it is public.
    planned: Mapping[int, Release]
    locks: Mapping[int, Release]
    public: frozenset[int]


def catalogue() -> Catalogue:
    found = Catalogue()
    for series in Series.objects.order_by("pk"):
        for name in {folded(series.title), folded(slug_of(series))}:
            found.series[name].append(series)
    found.causes = {folded(cause.name): cause for cause in Cause.objects.all()}
    return found


def folded(text: str) -> str:
    """How names are compared: as Postgres' lower() does it, spaces aside."""
    return " ".join(text.lower().split())


def plain_handle(text: str) -> str:
    return text.strip().lower().removeprefix("@")


def ground(catalogue: Catalogue, rows: Sequence[Mapping[str, str]]) -> Ground:
    names, handles = _creators(rows)
    episodes = _episodes(catalogue, rows)
    ids = [episode.pk for episode in episodes.values()]
    causes: dict[int, list[Cause]] = defaultdict(list)
    by_id = {cause.pk: cause for cause in catalogue.causes.values()}
    for link in Episode.causes.through.objects.filter(episode__in=ids).order_by("cause__name"):
        if link.cause_id in by_id:
            causes[link.episode_id].append(by_id[link.cause_id])
    planned, locks = _releases(ids)
    public = LiveRevision.objects.filter(subject__episode__in=ids).values_list("subject__episode", flat=True)
    return Ground(catalogue, names, handles, episodes, causes, planned, locks, frozenset(public))


def _creators(
    rows: Sequence[Mapping[str, str]],
) -> tuple[Mapping[str, list[Creator]], Mapping[str, list[Creator]]]:
    names = {folded(row.get("creator", "")) for row in rows} - {""}
    handles = {plain_handle(row.get("handle", "")) for row in rows} - {""}
    asked = Q(low__in=names) | Q(low_handle__in=[*handles, *(f"@{handle}" for handle in handles)])
    found: Iterable[Any] = (
        Creator.objects.annotate(low=Lower("name"), low_handle=Lower("handle")).filter(asked).order_by("pk")
    )
    by_name: dict[str, list[Creator]] = defaultdict(list)
    by_handle: dict[str, list[Creator]] = defaultdict(list)
    for creator in found:
        by_name[folded(creator.name)].append(creator)
        by_handle[plain_handle(creator.handle)].append(creator)
    return by_name, by_handle


def _episodes(catalogue: Catalogue, rows: Iterable[Mapping[str, str]]) -> Mapping[tuple[int, int], Episode]:
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        number = number_of(row.get("number", ""))
        for series in catalogue.series.get(folded(row.get("series", "")), ()):
            if number is not None:
                wanted[series.pk].add(number)
    if not wanted:
        return {}
    asked = Q()
    for series_id, numbers in wanted.items():
        asked |= Q(series=series_id, number__in=numbers)
    found = Episode.objects.filter(asked).select_related("series", "creator", "subject")
    return {(episode.series_id, episode.number): episode for episode in found}


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) else None


def _releases(ids: Sequence[int]) -> tuple[Mapping[int, Release], Mapping[int, Release]]:
    items = ReleaseItem.objects.filter(subject__episode__in=ids, release__state__in=UNFINISHED)
    items = items.exclude(release__kind=ReleaseKind.WITHDRAW).select_related("release", "subject")
    planned: dict[int, Release] = {}
    locks: dict[int, Release] = {}
    for item in items.order_by("-release__instant", "-release"):
        release, episode = item.release, item.subject.episode_id or 0
        if release.state in {ReleaseState.SCHEDULED, ReleaseState.HELD}:
            locks[episode] = release
        if release.kind == ReleaseKind.PUBLISH and item.role == ItemRole.MAIN:
            planned[episode] = release
    return planned, locks
