"""A year of the archive: its newest minutes, and all of them in numbered parts. Once it is over, it stays as it is."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet, parts_of
from series.pages.metadata.graph import collection
from series.pages.paths import TABLE, path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.frames import frames

TEMPLATE = "pages/archive_year.html"
NEWEST = 24


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    newest = frames(live.latest(f"year:{page.key}", NEWEST), live=live)
    places = live.places(f"year:{page.key}")
    if not places:
        return None
    # Where not all are on the page.
    parts = (
        part_links(year_parts(page.key), count=parts_of(places), shown=1, limit=1) if places > NEWEST else []
    )
    name = f"{_('Archive')} {page.key}"
    description = _("Every minute that was first shown in %(year)s.") % {"year": page.key}
    return {
        "title": name,
        "description": description,
        "year": page.key,
        "latest": newest,
        "parts": parts,
        "trail": [(_("Archive"), path_for("archive")), (page.key, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(str(frame["path"])) for frame in newest],
            )
        ],
    }


def year_parts(year: str) -> str:
    """The path of a part, its number still to be filled in."""
    return TABLE["archive_year_part"].format(key=f"{year}/{{key}}")
