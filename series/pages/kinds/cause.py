"""A cause: what it is about, and the newest minutes that share it."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.kinds.parts import part_links
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.figures import figures
from series.pages.shown.frames import frames
from series.pages.shown.resources import resources

TEMPLATE = "pages/cause.html"
READS = ("site", "legal", "figure", "resource")
NEWEST = 24


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    cause = live.get(page.subject_id)
    if cause is None or cause.kind != "cause":
        return None
    newest = frames(live.latest(f"cause:{cause.id}", NEWEST), live=live)
    name, summary = cause.content["name"], cause.content.get("summary") or ""
    count = live.parts(f"cause:{cause.id}")
    return {
        "title": name,
        "description": summary or name,
        "cause": cause.content,
        "latest": newest,
        "figures": figures(live, cause=cause.id),
        "resources": resources(live, cause=cause.id),
        "parts": part_links(f"{cause.path}{{key}}/", count=count, shown=len(newest), limit=NEWEST),
        "trail": [(_("Causes"), path_for("causes")), (name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=summary,
                urls=[absolute(str(frame["path"])) for frame in newest],
            )
        ],
    }
