"""Every resource: what is open, what will open, what has been."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.metadata.graph import collection
from series.pages.shown.addresses import absolute
from series.pages.shown.resources import resources

TEMPLATE = "pages/resources.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    found = resources(live)
    name = _("Resources")
    description = _("Courses, mentors, tools: what helps those who start something of their own.")
    return {
        "title": name,
        "description": description,
        "resources": found,
        "trail": [(name, page.path)],
        "nodes": [
            collection(
                page=absolute(page.path),
                name=name,
                description=description,
                urls=[absolute(resource["path"]) for resource in found],
            )
        ],
    }
