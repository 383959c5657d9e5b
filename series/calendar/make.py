"""One act on the calendar: done in one transaction, or rehearsed and rolled back."""

from dataclasses import dataclass

from django.db import transaction

from series.calendar.edits import Edit
from series.calendar.moves import Move, mark_of, moves_between
from series.calendar.scene import Scene, changed, lock, scene, to_json
from series.models import ScheduleChange
from series.scheduling import NotPossible
from sparks.accounts.models import User

SAID = {
    "move": "moved",
    "move with following": "moved, with all that follow",
    "swap": "traded places",
    "take slot": "moved into an open slot",
    "fill": "pencilled into an open slot",
    "pull forward": "pulled forward",
    "undo": "moved back",
}


class Different(NotPossible):
    """It would do something else than what was shown; `made` is what it would do now. Nothing was changed."""

    def __init__(self, made: "Made") -> None:
        super().__init__(
            "Somebody changed the schedule while your page was open. Below is what it would do now: look again, "
            "then decide."
        )
        self.made = made


@dataclass(frozen=True, kw_only=True)
class Made:
    """`mark` is of what moves; it goes back to `make`, so that exactly what was shown is done."""

    act: str
    moves: list[Move]
    paths: list[str]
    mark: str

    @property
    def sentence(self) -> str:
        if not self.moves:
            return "Nothing moves by this: it stands there already."
        named = [move.name for move in self.moves if move.key.startswith("release-") or move.key == "new"]
        names = named or [move.name for move in self.moves]
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        return f"{' and '.join(names[:2]) if not more else ', '.join(names[:2])}{more}: {SAID[self.act]}."


def rehearse(*, edit: Edit, by: User | None) -> Made:
    """What the edit would do, found by doing it and rolling back. Raises what `make` would raise."""
    with transaction.atomic():
        made, _before, _after = _run(edit, by=by, reason="")
        transaction.set_rollback(True)
    return made


def make(*, edit: Edit, by: User, seen: str, reason: str = "") -> ScheduleChange:
    """Do it, if it does what was seen, and keep where everything stood, for `undo`.

    Raises Different when it would do something else by now, and what scheduling and planning raise (NotPossible,
    cadence.Refused); each leaves everything as it was. Changes releases and slots, and marks the pages that tell
    of a premiere, in one transaction.
    """
    with transaction.atomic():
        made, before, after = _run(edit, by=by, reason=reason)
        if made.mark != seen:
            raise Different(made)
        if not made.moves:
            raise NotPossible(made.sentence)
        keys = changed(before, after)
        return ScheduleChange.objects.create(
            person=by,
            act=edit.act,
            sentence=made.sentence,
            reason=reason,
            seasons=sorted(edit.seasons),
            before=to_json(before, keys),
            after=to_json(after, keys),
        )


def _run(edit: Edit, *, by: User | None, reason: str) -> tuple[Made, Scene, Scene]:
    lock(seasons=edit.seasons, releases=edit.releases, subjects=edit.subjects)
    before = scene(seasons=edit.seasons, releases=edit.releases)
    paths = edit.run(by, reason)
    after = scene(seasons=edit.seasons, releases=edit.releases)
    moves = moves_between(before, after)
    made = Made(act=edit.act, moves=moves, paths=[*dict.fromkeys(paths)], mark=mark_of(moves))
    return made, before, after
