"""One person: who they are, what they said and where, and their minutes."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.metadata.cards import page_card
from series.pages.metadata.people import profile_nodes
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute, link, web_address
from series.pages.shown.frames import frames
from series.pages.shown.names import size_of
from series.pages.shown.people import quote_of
from series.pages.shown.stills import best_jpeg, file_picture

TEMPLATE = "pages/creator.html"
# One person has few minutes; a year of daily ones would still be cut here.
MOST = 24


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    creator = live.get(page.subject_id)
    if creator is None or creator.kind != "creator":
        return None
    content = creator.content
    episodes = [episode for episode in live.latest(f"creator:{creator.id}", MOST) if episode.path]
    shown = frames(episodes, live=live)
    causes = live.many(creator.causes or content.get("causes") or [])
    about = ", ".join(part for part in (content.get("initiative"), content.get("place")) if part)
    description = content.get("biography") or about or content["name"]
    still = best_jpeg(episodes[0].content.get("poster")) if episodes else None
    return {
        "title": content["name"],
        "description": description,
        "creator": content,
        "name": content["name"],
        "name_size": size_of(content["name"]),
        "quote": quote_of(creator),
        "links": [entry for entry in content.get("links") or [] if web_address(entry.get("url"))],
        "causes": [
            {"name": cause.content["name"], "path": link(cause.path)}
            for cause in causes.values()
            if cause.path
        ],
        "zone": live.site().content.get("zone") or "UTC",
        "updated_at": creator.updated_at,
        "latest": shown,
        "card": [
            *page_card(
                title=content["name"], description=description, page=absolute(page.path), kind="profile"
            ),
            *(file_picture(still, alt=content["name"]) if still and not content.get("card") else []),
        ],
        "trail": [(_("People"), path_for("people")), (content["name"], page.path)],
        "nodes": profile_nodes(creator, episodes=episodes),
    }
