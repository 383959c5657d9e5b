"""The weeks to come of the running series: one episode a week, Thursdays at nine, not on Thanksgiving."""

from datetime import date, time, timedelta

from series import cadence, planning
from series.demo.accounts import Staff
from series.models import Season, Series, Slot
from series.publishing.due import database_now

WEEKS = 6
THURSDAY = 3
NINE = time(9)
# Nobody should see the first slot pass while they look around.
NOT_BEFORE = timedelta(days=3)


def ensure(*, series: Series, staff: Staff) -> list[Slot]:
    """The season's slots in order. Planned from the day this is first called, never into the past."""
    season, _new = Season.objects.get_or_create(
        series=series, number=1, defaults={"title": "The weeks to come"}
    )
    if not season.slots.exists():
        rule = rule_from((database_now() + NOT_BEFORE).date(), zone=series.zone)
        planning.apply(season_id=season.pk, edit=planning.to_rule(rule=rule), by=staff.editor)
    return list(season.slots.order_by("position"))


def rule_from(day: date, *, zone: str) -> cadence.Rule:
    """Six Thursdays, the first on or after `day`, leaving out Thanksgiving where it falls among them."""
    feasts = {thanksgiving(day.year), thanksgiving(day.year + 1)}
    first = day + timedelta(days=(THURSDAY - day.weekday()) % 7)
    while first in feasts:
        first += timedelta(weeks=1)
    among = {feast for feast in feasts if first < feast <= first + timedelta(weeks=WEEKS)}
    return cadence.Rule(
        premiere_count=0,
        weekly_count=WEEKS,
        first_date=first,
        wall_clock=NINE,
        zone=zone,
        skip_dates=frozenset(among),
    )


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7, weeks=3)
