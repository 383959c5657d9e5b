"""What is counted on the hub and what is not, for visitors: the numbers are those that the code goes by."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.statistics import limits
from sparks.nginx import counting

TEMPLATE = "pages/how_we_count.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    name = _("How we count")
    return {
        "title": name,
        "description": _(
            "Films are counted here, and people are not: what is kept, what is not, and for how long."
        ),
        "zone": live.site().content.get("zone") or "UTC",
        "most_played": limits.MOST_PLAYED,
        "hosts_a_page": limits.HOSTS_A_PAGE,
        "hosts_a_day": limits.HOSTS_A_DAY,
        "fewest": limits.FEWEST,
        "months_by_day": limits.MONTHS_BY_DAY,
        "places": counting.PLACES,
        "in_all": counting.IN_ALL,
        "trail": [(name, page.path)],
    }
