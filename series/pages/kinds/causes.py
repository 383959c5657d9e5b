"""Every cause, by name."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.shown.addresses import absolute, link

TEMPLATE = "pages/causes.html"
READS = ("site", "legal", "cause")


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    causes = [cause for cause in live.all_of("cause") if cause.path]
    causes.sort(key=lambda cause: cause.content["name"].casefold())
    name = _("Causes")
    description = _("What the people in these films work for.")
    return {
        "title": name,
        "description": description,
        "causes": [{**cause.content, "path": link(cause.path)} for cause in causes],
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(cause.path) for cause in causes],
            )
        ],
    }
