"""The set of what is live, with a preview laid over it: each subject as its release would leave it."""

from datetime import datetime
from typing import Any

from series.addresses import own_path
from series.models import LiveRevision, Release, Subject
from series.models.release import ReleaseKind
from series.pages.live import LiveSet, LiveSubject
from series.previews.shown import Shown, Told
from series.publishing import premieres
from series.publishing.due import database_now
from series.publishing.live import neighbours
from series.states import UNFINISHED


def live_set(shown: Shown) -> LiveSet:
    ids = [told.subject for told in shown.all]
    rows = {row.subject_id: row for row in LiveRevision.objects.filter(subject__in=ids)}
    first = dict(Subject.objects.filter(pk__in=ids).values_list("pk", "first_published_at"))
    release = _release_of(shown.main.subject)
    at = release.instant if release else database_now().replace(microsecond=0)
    return LiveSet(
        overlay={
            told.subject: _subject(
                told,
                row=rows.get(told.subject),
                first=first[told.subject],
                at=at,
                notice=release.notice if release and told is shown.main else "",
            )
            for told in shown.all
        }
    )


def _release_of(subject: int) -> Release | None:
    """The release that would make it public, if one waits."""
    waiting = Release.objects.filter(items__subject=subject, state__in=UNFINISHED)
    return waiting.exclude(kind=ReleaseKind.WITHDRAW).order_by("instant", "pk").first()


def _subject(
    told: Told, *, row: LiveRevision | None, first: datetime | None, at: datetime, notice: str
) -> LiveSubject:
    columns = LiveRevision(subject_id=told.subject, kind=told.kind)
    columns.refer_to(told.content)
    corrections = list(row.corrections) if row else []
    if notice and row:
        corrections.append({"at": at.isoformat(), "notice": notice})
    return LiveSubject(
        id=told.subject,
        kind=told.kind,
        content=told.content,
        path=own_path(told.kind, told.content),
        published_at=row.published_at if row else first or at,
        updated_at=at,
        series=columns.series,
        creator=columns.creator,
        episode=columns.episode,
        causes=tuple(columns.causes),
        corrections=tuple(corrections),
        revision=told.revision,
        **_around(columns, row=row),
        **_premiere(columns, row=row),
    )


def _around(columns: LiveRevision, *, row: LiveRevision | None) -> dict[str, Any]:
    if row is not None:
        return {"previous": row.previous, "next": row.next, "related": tuple(row.related)}
    if columns.kind != "episode":
        return {}
    previous, related = neighbours(columns)
    return {"previous": previous, "related": tuple(related)}


def _premiere(columns: LiveRevision, *, row: LiveRevision | None) -> dict[str, Any]:
    if columns.kind != "teaser" or columns.episode is None:
        return {}
    if row is not None:
        instant, zone, status = row.premieres_at, row.premiere_zone, row.premiere_status
    else:
        instant, zone, status = premieres.told_of(columns.episode)
    return {"premieres_at": instant, "premiere_zone": zone, "premiere_status": status}
