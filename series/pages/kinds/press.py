"""For journalists: what the hub is, figures with their sources, the newest and the next, what may be used and how."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata.graph import publisher
from series.pages.shown.addresses import absolute
from series.pages.shown.figures import figures
from series.pages.shown.frames import empty_frames, frames
from series.pages.shown.names import headline
from series.pages.shown.press import logo, stills
from series.pages.shown.programmes import programmes
from series.pages.shown.share import embed_code

TEMPLATE = "pages/press.html"
READS = ("site", "legal", "series", "figure")
NEWEST = 3
COMING = 3
# Some of those asked for may be cancelled.
ASKED = 12


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    site = live.site()
    newest = [episode for episode in live.latest("all", NEWEST) if episode.path]
    coming = [one for one in live.upcoming(limit=ASKED) if one.premiere_status != "cancelled"][:COMING]
    name = _("Press")
    about = site.content.get("introduction") or site.content.get("tagline") or ""
    shown = [
        {**frame, **_taken(episode)} for frame, episode in zip(frames(newest, live=live), newest, strict=True)
    ]
    return {
        "title": name,
        "description": about or _("What journalists need: facts, films, pictures, and whom to ask."),
        "about": about,
        "programmes": programmes(live),
        "figures": figures(live),
        "newest": shown,
        "upcoming": empty_frames(coming, live=live),
        "logo": logo(site),
        # Only under a licence that the hub has said: without one, nothing may be taken unasked.
        "stills": stills(newest) if site.content.get("licence") else [],
        "credit": site.content.get("publisher") or site.content["name"],
        "trail": [(name, page.path)],
        "nodes": [publisher(site)],
    }


def _taken(episode: LiveSubject) -> dict[str, str]:
    return {
        "headline": headline(episode.content),
        "address": absolute(episode.path),
        "embed_code": embed_code(episode),
    }
