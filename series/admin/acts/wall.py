from dataclasses import replace
from datetime import datetime

from series import cadence
from sparks.desk.acts import Done


def worked_out(done: Done, *, wall: datetime, zone: str) -> Done:
    """Say it when the wall time exists twice, so that nobody is surprised by which of the two is meant."""
    if cadence.resolve(wall, zone).kind != "first_of_two":
        return done
    sentence = (
        f"Clocks in {zone} show {cadence.wall_label(wall)} twice that day; the first of the two is meant."
    )
    return replace(done, lines=[*done.lines, sentence])
