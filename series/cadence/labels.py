"""Times in words. Every label of an instant names its zone."""

from datetime import date, datetime, timedelta

from series.cadence.zones import zone as load_zone

# Not strftime: its names follow the locale of the process.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def offset_label(instant: datetime, zone: str) -> str:
    """ "09:00 EST (UTC−5)"; a zone without letters of its own is "09:00 (UTC+14)"."""
    local = instant.astimezone(load_zone(zone))
    letters = _letters(local)
    if letters == "UTC":
        return f"{clock_label(local)} UTC"
    return " ".join(part for part in (clock_label(local), letters, f"({_offset(local)})") if part)


def moment_label(instant: datetime, zone: str, *, year: bool = True) -> str:
    """ "Thu 5 Nov 2026 09:00 EST"; a zone without letters of its own shows its offset."""
    local = instant.astimezone(load_zone(zone))
    return f"{date_label(local, year=year)} {clock_label(local)} {_letters(local) or f'({_offset(local)})'}"


def wall_label(wall: datetime, *, year: bool = True) -> str:
    return f"{date_label(wall, year=year)} {clock_label(wall)}"


def date_label(day: date, *, year: bool = True) -> str:
    label = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{label} {day.year}" if year else label


def clock_label(wall: datetime) -> str:
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def _letters(local: datetime) -> str:
    name = local.tzname() or ""
    return name if name.isalpha() else ""


def _offset(local: datetime) -> str:
    offset = local.utcoffset() or timedelta()
    sign = "−" if offset < timedelta() else "+"
    hours, rest = divmod(abs(offset), timedelta(hours=1))
    minutes, seconds = divmod(int(rest.total_seconds()), 60)
    tail = f":{minutes:02}" if minutes or seconds else ""
    return f"UTC{sign}{hours}{tail}{f':{seconds:02}' if seconds else ''}"
