"""Every way to be told, in words for people."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.series import series_feeds
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.programmes import programmes

TEMPLATE = "pages/subscribe.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    series = [{**line, "feeds": _absolute(series_feeds(str(line["path"])))} for line in programmes(live)]
    kinds = ("feed", "json_feed", "calendar")
    name = _("Subscribe")
    return {
        "title": name,
        "description": _("Be told when the next minute is out: by feed, by calendar, without an account."),
        "hub_feeds": _absolute({kind: path_for(kind) for kind in kinds}),
        "programmes": series,
        "trail": [(name, page.path)],
    }


def _absolute(feeds: dict[str, str]) -> dict[str, str]:
    addresses = {kind: absolute(path) for kind, path in feeds.items()}
    if "calendar" in addresses:
        # Calendars subscribe to this scheme at a press instead of taking one copy.
        addresses["webcal"] = "webcal://" + addresses["calendar"].split("://", 1)[1]
    return addresses
