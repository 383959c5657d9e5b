"""A hundred episodes as data, the oldest first: for those who want all of them."""

from series.models import Page
from series.pages.feeds.as_json import document, episodes_json
from series.pages.kinds.parts import neighbours, part_number
from series.pages.live import LiveSet
from series.pages.paths import TABLE
from series.pages.shown.addresses import absolute


def render(*, page: Page, live: LiveSet) -> bytes | None:
    number = part_number(page.key)
    if number is None or number > (count := live.parts("all")):
        return None
    near = neighbours(TABLE["api_part"], number=number, count=count)
    return document(
        {
            "url": absolute(page.path),
            "number": number,
            **{side: absolute(str(part["path"])) if part else None for side, part in near.items()},
            "episodes": episodes_json(live.part("all", number), live=live),
        }
    )
