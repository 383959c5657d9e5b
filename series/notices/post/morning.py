from datetime import UTC, datetime, time

from series import cadence

MORNING = time(7)


def last_morning(*, at: datetime, zone: str) -> tuple[str, datetime] | None:
    """The person's local day and the instant its morning began; None before it has.

    Where clocks jump over seven, it is the minute after. A zone that is none is UTC.
    """
    try:
        local = at.astimezone(cadence.zone(zone))
    except cadence.Refused:
        zone, local = "UTC", at.astimezone(UTC)
    wall = datetime.combine(local.date(), MORNING)
    try:
        began = cadence.resolve(wall, zone).instant
    except cadence.WallTimeGap as gap:
        began = cadence.resolve(gap.after, zone).instant
    return (f"{local:%Y-%m-%d}", began) if began <= at else None
