"""The way to every minute ever shown: the newest, then everything in numbered parts, whole and by series."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.paths import TABLE, path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.frames import frames
from series.pages.shown.programmes import programmes

TEMPLATE = "pages/archive.html"
NEWEST = 12


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    newest = frames(live.latest("all", NEWEST), live=live)
    name = _("Archive")
    description = _("Every minute that was ever shown here, from the first.")
    return {
        "title": name,
        "description": description,
        "latest": newest,
        "parts": part_links(TABLE["archive_part"], count=live.parts("all"), shown=0, limit=1),
        "programmes": programmes(live),
        "years": [{"name": year, "path": path_for("archive_year", key=year)} for year in live.years()],
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(str(frame["path"])) for frame in newest],
            )
        ],
    }
