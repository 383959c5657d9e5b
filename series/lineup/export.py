"""What leaves the desk as a table: of episodes as the import reads them, of releases, of creators."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import models
from django.db.models import Prefetch

from creators.models import Cause, Creator
from series.addresses import slug_of
from series.lineup.columns import COLUMNS
from series.models import Episode, ExportRecord, Release, ReleaseItem, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import SubjectKind
from series.states import ReleaseState
from sparks.accounts.models import User

CHUNK = 500


@dataclass(frozen=True)
class Export:
    model: type[models.Model]
    headings: Sequence[str]
    prepared: Callable[[Any], Any]
    row: Callable[[Any], list[str]]


def rows_of(export: Export, queryset: Any) -> Iterator[list[str]]:
    """The headings, then a row for each; read in chunks, so that size costs no memory."""
    yield list(export.headings)
    for thing in export.prepared(queryset).iterator(chunk_size=CHUNK):
        yield export.row(thing)


def record(*, person: User, what: str, kind: str, query: str, rows: int) -> ExportRecord:
    return ExportRecord.objects.create(person=person, what=what, kind=kind, query=query[:5000], rows=rows)


def _episodes(queryset: Any) -> Any:
    planned = ReleaseItem.objects.filter(
        role=ItemRole.MAIN, kind=ReleaseKind.PUBLISH, unfinished=True
    ).select_related("release")
    return queryset.select_related("series", "creator").prefetch_related(
        Prefetch("causes", Cause.objects.order_by("name")),
        Prefetch("subject", Subject.objects.prefetch_related(Prefetch("items", planned, to_attr="planned"))),
    )


def _episode(episode: Episode) -> list[str]:
    subject = getattr(episode, "subject", None)
    releases = [item.release for item in subject.planned] if subject else []
    release = releases[0] if releases else None
    special = {
        "series": slug_of(episode.series),
        "number": str(episode.number),
        "creator": episode.creator.name,
        "handle": episode.creator.handle,
        "causes": " | ".join(cause.name for cause in episode.causes.all()),
        "hashtags": " ".join(episode.hashtags),
        "planned": release.wall.replace("T", " ") if release else "",
        "zone": release.zone if release else "",
    }
    return [
        special[column.name] if column.name in special else str(getattr(episode, column.field))
        for column in COLUMNS
    ]


def _releases(queryset: Any) -> Any:
    things = [f"subject__{kind}" for kind in SubjectKind.values]
    items = ReleaseItem.objects.select_related("subject", *things).order_by("pk")
    return queryset.select_related("created_by", "scheduled_by").prefetch_related(Prefetch("items", items))


def _release(release: Release) -> list[str]:
    main = [item.subject for item in release.items.all() if item.role == ItemRole.MAIN]
    done = release.published_at
    return [
        ", ".join(str(subject) for subject in main),
        str(release.get_kind_display()),
        str(ReleaseState(release.state).label),
        release.wall.replace("T", " "),
        release.zone,
        f"{release.instant.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        f"{done.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if done else "",
        release.hold_reason,
        release.notice,
        str(release.created_by or ""),
        str(release.scheduled_by or ""),
    ]


def _creator(creator: Creator) -> list[str]:
    return [creator.name, creator.handle, creator.initiative, creator.category, creator.place]


EXPORTS = {
    "episodes": Export(Episode, [column.name for column in COLUMNS], _episodes, _episode),
    "releases": Export(
        Release,
        [
            *("what", "kind", "state", "wall time", "zone", "instant (UTC)", "done at (UTC)"),
            *("why held", "public notice", "made by", "scheduled by"),
        ],
        _releases,
        _release,
    ),
    # What the list at the desk shows of a person, and no more.
    "creators": Export(
        Creator,
        ["name", "handle", "business or initiative", "category", "place"],
        lambda queryset: queryset,
        _creator,
    ),
}
