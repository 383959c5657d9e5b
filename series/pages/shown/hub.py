"""What every page carries around its own matter: the hub's name, its ways in, its legal pages."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata.graph import logo_file
from series.pages.paths import path_for
from series.pages.shown.addresses import file_link, link


def hub(live: LiveSet) -> dict[str, object]:
    content = live.site().content
    logo = logo_file(content.get("logo"))
    return {
        **content,
        "logo": _logo(logo) if logo else None,
        "ways": [
            {"path": path_for("upcoming"), "name": _("Upcoming")},
            {"path": path_for("archive"), "name": _("Archive")},
            {"path": path_for("people"), "name": _("People")},
            {"path": path_for("causes"), "name": _("Causes")},
            {"path": path_for("resources"), "name": _("Resources")},
            {"path": path_for("subscribe"), "name": _("Subscribe")},
        ],
        "legal": [
            {"path": link(page.path), "name": page.content["title"]}
            for page in live.all_of("legal")
            if page.path
        ],
        "feed": path_for("feed"),
        "json_feed": path_for("json_feed"),
        "calendar": path_for("calendar"),
        "style": path_for("site_style"),
    }


def look_of(series: LiveSubject | None, *, site: LiveSubject) -> str:
    """The path of the stylesheet with the colours: the series' own while it is public, else the hub's."""
    if series is None or not series.path or series.content.get("ember") == site.content.get("ember"):
        return path_for("site_style")
    return link(f"{series.path}look.css")


def _logo(file: Mapping[str, object]) -> dict[str, object]:
    return {"src": file_link(file), "width": file.get("width"), "height": file.get("height")}
