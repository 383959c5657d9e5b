"""Planning a season: a diff first, and one transaction after.

`preview` shows what an edit would do and gives the plan a mark (`seen`); `apply` does it, and refuses when the plan
that stands there now is not the one that was seen. Both take the edit, made by a function of `edits`, and compute it
on the plan as it is: nothing is carried over from the preview but the mark.

What is published never moves, nor does an empty slot that is past. What was due and did not go out (held, or never
scheduled) may still be given a new time. Nothing is moved into the past, by the database's clock.
"""

from series.planning.apply import Applied, PlanChanged, apply
from series.planning.current import current, know, mark_of
from series.planning.edits import (
    PlanEdit,
    move_slot,
    pause_weeks,
    pull_forward,
    put_back,
    realign_all,
    resume_on,
    shift_from,
    skip_date,
    stand_in,
    swap_slots,
    to_rule,
)
from series.planning.preview import Preview, preview
from series.planning.stored_rule import rule_from_json, rule_to_json

__all__ = [
    "Applied",
    "PlanChanged",
    "PlanEdit",
    "Preview",
    "apply",
    "current",
    "know",
    "mark_of",
    "move_slot",
    "pause_weeks",
    "preview",
    "pull_forward",
    "put_back",
    "realign_all",
    "resume_on",
    "rule_from_json",
    "rule_to_json",
    "shift_from",
    "skip_date",
    "stand_in",
    "swap_slots",
    "to_rule",
]
