"""Writing what was checked: new episodes, changed ones, their causes and their planned releases, in batches."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Func, Value

from series.lineup.check import PLAIN, Checked
from series.models import Episode, Subject
from series.scheduling.plan_many import Wish, plan_many
from sparks.accounts.models import User

BATCH = 500
_FIELDS = [*PLAIN.values(), "hashtags", "creator", "edit_version"]
_THROUGH = Episode.causes.through


def write(found: Sequence[Checked], *, by: User, tell: Callable[[int], None]) -> None:
    """Changes no live revision, page or mark. The caller holds the subjects' locks and has checked under them."""
    for begin in range(0, len(found), BATCH):
        batch = found[begin : begin + BATCH]
        new = [row for row in batch if row.episode is None]
        changed = [row for row in batch if row.episode is not None]
        _make(new, by=by)
        _change(changed, by=by)
        _causes(new, changed)
        _plan(batch, by=by)
        tell(begin + len(batch))


def _make(rows: Sequence[Checked], *, by: User) -> None:
    episodes = Episode.objects.bulk_create(
        Episode(series=row.series, number=row.number or 0, creator=row.creator, **_values(row))
        for row in rows
    )
    for row, episode in zip(rows, episodes, strict=True):
        row.episode = episode
    # Whoever imports it wrote it: somebody else approves.
    Subject.objects.bulk_create(
        Subject(kind="episode", episode=episode, editors=[by.pk]) for episode in episodes
    )


def _values(row: Checked) -> dict[str, Any]:
    language = {} if "language" in row.fields else {"language": row.series.language if row.series else "en"}
    return row.fields | language


def _change(rows: Sequence[Checked], *, by: User) -> None:
    edited: list[Episode] = []
    for row in rows:
        # A date alone is no edit of the episode.
        if row.episode is not None and any(column != "planned" for column, *_texts in row.changes):
            for name, value in row.fields.items():
                setattr(row.episode, name, value)
            if row.creator is not None:
                row.episode.creator = row.creator
            row.episode.edit_version += 1
            edited.append(row.episode)
    # One statement a batch, where an update would have a case for each row and column.
    Episode.objects.bulk_create(edited, update_conflicts=True, unique_fields=["id"], update_fields=_FIELDS)
    Subject.objects.filter(episode__in=edited).exclude(editors__contains=[by.pk]).update(
        editors=Func(F("editors"), Value(by.pk), function="array_append")
    )


def _causes(new: Sequence[Checked], changed: Sequence[Checked]) -> None:
    other = [row for row in changed if any(column == "causes" for column, *_texts in row.changes)]
    links = _THROUGH.objects.filter(episode__in=[row.episode for row in other])
    wanted = {
        (row.episode.pk, cause.pk) for row in [*new, *other] for cause in (row.causes or []) if row.episode
    }
    there = {(link.episode_id, link.cause_id): link.pk for link in links}
    links.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
    _THROUGH.objects.bulk_create(
        _THROUGH(episode_id=episode, cause_id=cause) for episode, cause in sorted(wanted - set(there))
    )


def _plan(rows: Sequence[Checked], *, by: User) -> None:
    planned = [row for row in rows if any(column == "planned" for column, *_texts in row.changes)]
    subjects = {
        subject.episode_id: subject
        for subject in Subject.objects.filter(episode__in=[row.episode for row in planned])
    }
    plan_many(
        [
            Wish(subjects[row.episode.pk], wall=row.wall, zone=row.zone, release=row.release)
            for row in planned
            if row.episode is not None and row.wall is not None
        ],
        by=by,
    )
