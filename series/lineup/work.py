"""Doing what an import's state says: check it, or apply it.

The row is claimed by its lock and moves on in the same transaction: a worker that dies leaves it as it was, and the
next finds it; two never do it twice. Progress is written beside, on another connection.
"""

import logging
from collections.abc import Callable

import pghistory
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.db.models.functions import Now
from django.urls import reverse

from series.lineup.judge import BATCH, count, differs, judged, write_down
from series.lineup.progress import Progress, progress_of
from series.lineup.write import write
from series.models import Episode, LineupImport, LineupRow, Subject
from series.models.lineup import Verdict
from series.models.notice import Topic
from series.models.subject import SubjectKind
from series.notices import notify
from series.scheduling import NotPossible
from series.scheduling.locking import lock_subjects
from series.states import ImportState
from sparks.accounts.models import User
from sparks.desk.history import events_of

logger = logging.getLogger(__name__)
WAITING = [ImportState.CHECKING, ImportState.APPLYING]
CHANGED = (
    "Something changed at the desk since this was checked; nothing was applied. "
    "Look at the rows again, then apply."
)
BROKEN = "It broke off; nothing was changed. Check again; if it breaks off again, tell whoever runs this installation."


class _Stale(Exception):
    """What was shown is not what would happen now."""


def work() -> int:
    """Do all that waits and that nobody else is at. How many were done; the second time it is none."""
    done = 0
    while (lineup_id := _next()) is not None and _do(lineup_id):
        done += 1
    return done


def _next() -> int | None:
    with transaction.atomic():
        waiting = LineupImport.objects.select_for_update(skip_locked=True, of=("self",))
        found = waiting.filter(state__in=WAITING).order_by("pk").first()
        return found.pk if found else None


def _do(lineup_id: int) -> bool:
    with progress_of(lineup_id) as progress:
        try:
            return _once(lineup_id, progress)
        except OperationalError:
            # The database went away or chose this one to break a deadlock: it waits, unchanged, for the next round.
            raise
        except Exception:
            logger.exception("The import %s broke off.", lineup_id)
            return _fail(lineup_id)


def _once(lineup_id: int, progress: Progress) -> bool:
    try:
        with transaction.atomic():
            lineup = _claimed(lineup_id)
            if lineup is None:
                return False
            if lineup.state == ImportState.CHECKING:
                _check(lineup, progress)
            else:
                _apply(lineup, progress)
    except (_Stale, IntegrityError, NotPossible):
        return _show_again(lineup_id, progress)
    return True


def _claimed(lineup_id: int) -> LineupImport | None:
    """Only one transaction has it; whoever comes second goes away."""
    rows = LineupImport.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.filter(pk=lineup_id, state__in=WAITING).first()


def _check(lineup: LineupImport, progress: Progress) -> None:
    rows = list(lineup.rows.order_by("line"))
    tell = _teller(progress, "check", len(rows))
    write_down(list(judged(rows, tell=tell)))
    count(lineup)
    with pghistory.context(act="check line-up"):
        lineup.state = ImportState.CHECKED
        lineup.save(update_fields=["state"])
    _tell_people(lineup, [lineup.made_by], f"Your line-up {lineup.name} is checked: {_said(lineup)}.")


def _apply(lineup: LineupImport, progress: Progress) -> None:
    by = User.objects.get(pk=lineup.applied_by_id or 0)
    rows = list(lineup.rows.filter(left_out=False).order_by("line"))
    with pghistory.context(user=by.pk, act="import", lineup=lineup.pk, reason=lineup.reason):
        _lock(rows)
        found = list(judged(rows, tell=_teller(progress, "check", len(rows))))
        if any(differs(row, one) for row, one in found):
            raise _Stale
        wanted = [one for _row, one in found if one.verdict != Verdict.SAME]
        write(wanted, by=by, tell=_teller(progress, "write", len(wanted)))
        lineup.state = ImportState.APPLIED
        lineup.applied_at = Now()
        lineup.save(update_fields=["state", "applied_at"])
    _tell_people(lineup, [lineup.made_by, by], f"The line-up {lineup.name} is applied: {_said(lineup)}.")


def _lock(rows: list[LineupRow]) -> None:
    """Subjects by id, then episodes, as every act does: what is compared now stays until it is written."""
    ids = [row.episode for row in rows if row.episode and row.verdict == Verdict.CHANGED]
    known = set(Subject.objects.filter(episode__in=ids).values_list("episode_id", flat=True))
    # One that was never asked for has no subject yet.
    there = Episode.objects.filter(pk__in=set(ids) - known).values_list("pk", flat=True)
    Subject.objects.bulk_create(
        (Subject(kind=SubjectKind.EPISODE, episode_id=pk) for pk in there),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    lock_subjects(Subject.objects.filter(episode__in=ids).values_list("pk", flat=True))
    list(Episode.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _show_again(lineup_id: int, progress: Progress) -> bool:
    """The transaction is gone with all it wrote. Now the rows say what would happen, for a person to look at."""
    with transaction.atomic():
        lineup = _claimed(lineup_id)
        if lineup is None:
            return False
        rows = list(lineup.rows.order_by("line"))
        write_down(list(judged(rows, tell=_teller(progress, "check", len(rows)))))
        count(lineup)
        lineup.state, lineup.trouble = ImportState.CHECKED, CHANGED
        with pghistory.context(act="check line-up"):
            lineup.save(update_fields=["state", "trouble"])
        people = [lineup.applied_by or lineup.made_by]
        _tell_people(lineup, people, f"The line-up {lineup.name} was not applied: look at it again.")
    return True


def _fail(lineup_id: int) -> bool:
    try:
        with transaction.atomic(), pghistory.context(act="break off line-up"):
            lineup = _claimed(lineup_id)
            if lineup is None:
                return False
            lineup.state, lineup.trouble = ImportState.FAILED, BROKEN
            lineup.save(update_fields=["state", "trouble"])
            _tell_people(lineup, [lineup.made_by], f"The import of {lineup.name} broke off.")
    except DatabaseError:
        logger.exception("Nor could that be written down for the import %s.", lineup_id)
        return False
    return True


def _teller(progress: Progress, step: str, total: int) -> Callable[[int], None]:
    progress.tell(step=step, done=0, total=total)
    return lambda done: progress.tell(step=step, done=done, total=total)


def _said(lineup: LineupImport) -> str:
    counts = lineup.counts
    return ", ".join(
        f"{counts[name]:,} {word}"
        for name, word in (
            ("new", "new"),
            ("changed", "changed"),
            ("same", "the same"),
            ("wrong", "wrong"),
            ("left_out", "left out"),
        )
        if counts.get(name)
    )


def _tell_people(lineup: LineupImport, people: list[User], sentence: str) -> None:
    # Each check and each try is a matter of its own.
    times = events_of(LineupImport, pgh_obj_id=lineup.pk).count()
    notify(
        to={person.pk: person for person in people}.values(),
        topic=Topic.IMPORT,
        sentence=sentence,
        path=reverse("desk-lineup", args=[lineup.pk]),
        key=f"lineup:{lineup.pk}:{times}",
    )
