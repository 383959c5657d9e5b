"""What editors do with releases. Admin, commands and hooks are doors to these functions.

Each act locks the subjects (by id), then the releases, as the publish engine does, so that an act and the engine
never wait for each other in a circle; whoever comes second finds the row moved and is told. Each is one transaction
and leaves who and why in the history.
"""

from series.scheduling.at_once import publish_now, update, withdraw
from series.scheduling.move import reschedule, swap
from series.scheduling.outcome import NotPossible, Outcome
from series.scheduling.place import ReleasePlace, place_all, take_slot
from series.scheduling.schedule import cancel, plan, schedule, unschedule

__all__ = [
    "NotPossible",
    "Outcome",
    "ReleasePlace",
    "cancel",
    "place_all",
    "plan",
    "publish_now",
    "reschedule",
    "schedule",
    "swap",
    "take_slot",
    "unschedule",
    "update",
    "withdraw",
]
