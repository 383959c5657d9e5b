"""Where the public data of the hub is: one small document to start from."""

from series.models import Page
from series.pages.feeds.as_json import announced_json, document
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.programmes import programmes
from series.pages.shown.resources import resources
from series.templatetags.pages import iso

UPCOMING = 50


def render(*, page: Page, live: LiveSet) -> bytes | None:
    content = live.site().content
    parts = live.parts("all")
    return document(
        {
            "name": content["name"],
            "tagline": content.get("tagline"),
            "publisher": content.get("publisher"),
            "licence": content.get("licence"),
            "url": absolute("/"),
            "latest": absolute(path_for("api_latest")),
            "parts": {
                "count": parts,
                "address": absolute("/api/episodes/") + "{number}.json",
                "newest": absolute(path_for("api_part", key=parts)) if parts else None,
            },
            "series": [
                {
                    "id": line["id"],
                    "title": line["title"],
                    "url": absolute(str(line["path"])),
                    "api": absolute("/api/series" + str(line["path"]).rstrip("/") + ".json"),
                }
                for line in programmes(live)
            ],
            "resources": [
                {
                    "title": one["title"],
                    "kind": one["kind"],
                    "url": absolute(one["path"]),
                    "state": one["state"],
                    "opens": iso(one["opens"]) if one["opens"] else None,
                    "closes": iso(one["closes"]) if one["closes"] else None,
                }
                for one in resources(live)
            ],
            "upcoming": [announced_json(teaser) for teaser in live.upcoming(limit=UPCOMING) if teaser.path],
        }
    )
