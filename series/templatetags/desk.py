"""Times with their zone, and the names of zones, for the desk's templates."""

import zoneinfo
from datetime import datetime

from django import template
from django.template import Context

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


@register.inclusion_tag("admin/notices/bell.html", takes_context=True)
def notice_bell(context: Context) -> dict[str, object]:
    """The bell of whoever is signed in; nothing where nobody is."""
    # Not above: libraries are read before the admin is.
    from series.admin.notices import bell

    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return {"shown": False}
    count = bell.count_of(request)
    return {"shown": True, "count": count, "said": bell.said(count)}
