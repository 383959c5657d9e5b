"""From a rule ("two at the premiere on Thursday 9:00 New York, then one a week") to instants and sentences.

Pure functions: no database, no settings, no clock. Whoever calls them refuses what lies in the past.

The rule of the house for wall times
------------------------------------
* An editor means a wall time in a zone ("Thursday 09:00 in America/New_York"). The UTC instant follows from it
  and is kept beside it; a weekly slot keeps its wall time across clock changes, so a week may last 167 or 169
  hours.
* A wall time that exists twice (clocks go back) is the *first* of the two. Its kind is `first_of_two`, so that
  a form can say so.
* A wall time that does not exist (clocks go forward, or a zone jumps over a whole day) is never guessed. Typed
  by a person it is refused (`WallTimeGap`) with its two neighbours: the last whole minute before the gap and
  the first wall time after it. In a generated plan that slot is marked `decide`, has no instant and carries the
  same two neighbours, while the rest of the plan stands.
* An instant that was stored is not computed anew behind anybody's back, not even when a country changes its
  law: `realign` shows as a diff what the new rules would make of it.
* Zones come from the locked `tzdata` package only, never from the system's files: `use_locked_zones`.

The rule of the house for plans
-------------------------------
* Only the slots of a premiere may share an instant. All others have one each and follow one another in time.
* A left-out date ("not on Thanksgiving") is skipped, and all that follows moves on by one step of the rhythm:
  a week for a weekly series, two for a fortnightly one.
* What is `fixed` (published, or past) never moves. An act aimed at it is refused with a sentence; an act on a
  span of time passes over it.
"""

from series.cadence.diff import Change, ChangeKind, diff
from series.cadence.edits import move, pull_forward, realign, replan, shift, stand_in, swap
from series.cadence.errors import Refused, WallTimeGap
from series.cadence.labels import moment_label, offset_label, wall_label
from series.cadence.pauses import pause, resume, skip
from series.cadence.place import Place, lay, place_fields
from series.cadence.plan import Slot, find, new_slots, settled
from series.cadence.rule import PlannedSlot, Rule, planned_slots, unused_skip_dates
from series.cadence.walltime import Resolved, resolve
from series.cadence.zones import use_locked_zones, zone, zone_names

__all__ = [
    "Change",
    "ChangeKind",
    "Place",
    "PlannedSlot",
    "Refused",
    "Resolved",
    "Rule",
    "Slot",
    "WallTimeGap",
    "diff",
    "find",
    "lay",
    "moment_label",
    "move",
    "new_slots",
    "offset_label",
    "pause",
    "place_fields",
    "planned_slots",
    "pull_forward",
    "realign",
    "replan",
    "resolve",
    "resume",
    "settled",
    "shift",
    "skip",
    "stand_in",
    "swap",
    "unused_skip_dates",
    "use_locked_zones",
    "wall_label",
    "zone",
    "zone_names",
]
