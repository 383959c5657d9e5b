"""A season of weekly slots in New York, not far ahead of the clock, with films in some of them."""

from datetime import datetime, time, timedelta

from series import cadence, planning, scheduling
from series.models import Release, Season, Series, Slot, Subject
from series.models.subject import subject_of
from series.publishing.due import database_now
from tests.factories import people, subjects

ZONE = "America/New_York"


def first_day():
    """A Thursday more than three weeks ahead, so that nothing here is near."""
    day = database_now().date() + timedelta(days=22)
    return day + timedelta(days=(3 - day.weekday()) % 7)


def season(*, weeks: int = 5, series: Series | None = None, **rule) -> Season:
    made = Season.objects.create(series=series or subjects.make_series(zone=ZONE))
    planned = cadence.Rule(
        **{
            "premiere_count": 0,
            "weekly_count": weeks,
            "first_date": first_day(),
            "wall_clock": time(9),
            "zone": ZONE,
            **rule,
        }
    )
    planning.apply(season_id=made.pk, edit=planning.to_rule(rule=planned), by=people.ana())
    made.refresh_from_db()
    return made


def slots(of: Season) -> list[Slot]:
    return list(of.slots.select_related("season__series").order_by("position"))


def put(subject: Subject, slot: Slot) -> Release:
    wall = datetime.fromisoformat(slot.wall)
    return scheduling.plan(subject=subject, wall=wall, zone=slot.zone, by=people.ana(), slot=slot).release


def film(series: Series, **fields) -> Subject:
    return subject_of(subjects.make_episode(series=series, complete=False, **fields))


def filled(*, weeks: int = 5, empty: int = 0) -> tuple[Season, list[Release]]:
    """Planned films in all slots but the last `empty`."""
    made = season(weeks=weeks)
    rows = slots(made)
    return made, [put(film(made.series), slot) for slot in rows[: weeks - empty]]


def fresh(release: Release) -> Release:
    return Release.objects.select_related("slot__season__series").get(pk=release.pk)


def walls(of: Season) -> list[str]:
    """What stands where: the episode's number, or a dash, and the day."""
    rows = of.slots.select_related("release").prefetch_related("release__items__subject__episode")
    said = []
    for row in rows.order_by("instant"):
        release = getattr(row, "release", None)
        number = release.items.all()[0].subject.episode.number if release else "-"
        if release:
            assert (release.instant, release.wall, release.zone) == (row.instant, row.wall, row.zone)
        said.append(f"{number} {row.wall[5:16]}")
    return said
