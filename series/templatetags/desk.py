"""Times with their zone, and the names of zones, for the desk's templates."""

import zoneinfo
from datetime import datetime

from django import template

from sparks.desk import times

register = template.Library()


@register.filter
def in_utc(instant: datetime | None) -> str:
    return times.in_utc(instant)


@register.filter
def in_both(instant: datetime | None, zone: str) -> str:
    return times.in_both(instant, zone)


@register.simple_tag
def zone_names() -> list[str]:
    return sorted(zoneinfo.available_timezones())
