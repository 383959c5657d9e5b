"""The time until an instant, in words that stay true for a while. Where script runs, it ticks instead."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def until(instant: datetime, *, at: datetime) -> str:
    seconds = int((instant - at).total_seconds())
    if seconds <= 0:
        return _("due now")
    return _("in %(time)s") % {"time": length(seconds)}


def ago(instant: datetime, *, at: datetime) -> str:
    return _("%(time)s ago") % {"time": length(max(0, int((at - instant).total_seconds())))}


def length(seconds: int) -> str:
    """The two largest parts: "2 days 4 h", "4 h 13 min", "52 s"."""
    days, rest = divmod(seconds, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, seconds = divmod(rest, MINUTE)
    if days:
        words = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
        return f"{words} {_('%(n)s h') % {'n': hours}}" if hours and days < 7 else words
    if hours:
        return f"{_('%(n)s h') % {'n': hours}} {_('%(n)s min') % {'n': minutes}}"
    if minutes:
        return _("%(n)s min") % {"n": minutes}
    return _("%(n)s s") % {"n": seconds}
