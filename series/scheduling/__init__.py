"""What editors do with releases. Admin, commands and hooks are doors to these functions.

Each act locks the subjects (by id), then the releases, as the publish engine does, so that an act and the engine
never wait for each other in a circle; whoever comes second finds the row moved and is told. Each is one transaction
and leaves who and why in the history.
"""

from series.scheduling.at_once import publish_now, update, withdraw
from series.scheduling.bring_back import bring_back
from series.scheduling.bundle_edits import add, take_out
from series.scheduling.move import reschedule, swap
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.place import ReleasePlace, place_all, take_slot
from series.scheduling.release_now import release_now
from series.scheduling.schedule import cancel, plan, schedule, unschedule
from series.scheduling.split import split
from series.scheduling.together import plan_together, release_together

__all__ = [
    "NotPossible",
    "Outcome",
    "ReleasePlace",
    "add",
    "bring_back",
    "cancel",
    "place_all",
    "plan",
    "plan_together",
    "publish_now",
    "release_now",
    "release_together",
    "reschedule",
    "schedule",
    "split",
    "swap",
    "take_out",
    "take_slot",
    "unschedule",
    "update",
    "withdraw",
]
