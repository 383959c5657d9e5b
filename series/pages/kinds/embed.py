"""The film alone, for frames on other people's pages: no cookie, nothing to follow anybody by."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.shown.addresses import absolute
from series.pages.shown.film import film
from series.pages.shown.hub import look_of
from series.pages.shown.names import headline
from series.pages.shown.stills import still

TEMPLATE = "pages/embed.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    episode = live.get(page.subject_id)
    if episode is None or episode.kind != "episode":
        return None
    content = episode.content
    return {
        "title": headline(content),
        "language": content.get("language") or "en",
        "look": look_of(live.get(episode.series), site=live.site()),
        "robots": "noindex",
        "canonical": absolute(episode.path),
        "name": content["creator_name"],
        "film": film(content),
        "still": still(content.get("poster")),
    }
