"""What a mail tells of a film."""

from typing import Any

from django.utils.translation import gettext as _

from series.newsletter.writing.minute import cells
from series.pages.live import LiveSet, LiveSubject
from series.pages.palette import palette
from series.pages.shown.addresses import File, absolute, file_address
from series.pages.shown.look import COLOUR
from series.pages.shown.names import headline, shortened, subtitle

EMBER = "#c2410c"
# Pixels. Twice as wide as it is shown, for screens that are fine.
SHOWN = 176


class NothingToTell(Exception):
    """The episode is not public."""


def told(episode_id: int) -> dict[str, Any]:
    """For the templates, in the language that is on. Raises NothingToTell."""
    live = LiveSet()
    episode = live.get(episode_id)
    if episode is None or not episode.path:
        raise NothingToTell
    content, site = episode.content, live.site().content
    series = live.get(episode.series)
    number = content.get("number")
    ember = _ember(series, site)
    return {
        "hub": site,
        "hub_url": absolute("/"),
        "episode": content,
        "number": number,
        "series": series.content["title"] if series else "",
        "name": content.get("creator_name") or content.get("title") or "",
        "title": subtitle(content),
        "summary": content.get("summary") or "",
        "url": absolute(episode.path),
        "subject": _subject(content, series, site),
        "preview": shortened(content.get("summary") or content.get("title") or "", to=140),
        "still": _still(content.get("poster")),
        "still_alt": (content.get("poster") or {}).get("alt") or "",
        "shown": SHOWN,
        "ticks": cells(number),
        **ember,
    }


def _subject(content: Any, series: LiveSubject | None, site: Any) -> str:
    words = {"headline": headline(content), "series": series.content["title"] if series else site["name"]}
    return " ".join((_("%(headline)s · %(series)s") % words).split())


def _still(poster: Any) -> str:
    """The smallest JPEG that is fine enough, as a whole address: mail programs draw no WebP."""
    files: list[File] = [one for one in (poster or {}).get("files", []) if one["type"] == "image/jpeg"]
    fine = [one for one in files if one["width"] >= SHOWN * 2]
    best = min(fine, key=lambda one: one["width"], default=None) or max(
        files, key=lambda one: one["width"], default=None
    )
    return file_address(best) if best else ""


def _ember(series: LiveSubject | None, site: Any) -> dict[str, str]:
    """The series' colour, as the hub draws it in each theme: with the contrast it needs."""
    chosen = (series.content.get("ember") if series else None) or site.get("ember")
    known = chosen if isinstance(chosen, str) and COLOUR.fullmatch(chosen) else EMBER
    themes = palette(known.lower())
    return {"ember": themes.light.ember, "ember_dark": themes.dark.ember}
