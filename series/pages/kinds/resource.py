"""A resource: a crash course, a mentorship and the like. Before it opens, while it is open, and after it has closed."""

from django.utils.translation import gettext as _

from series.models import Page
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import link
from series.pages.shown.hub import look_of
from series.pages.shown.resources import line

TEMPLATE = "pages/resource.html"


def data(*, page: Page, live: LiveSet) -> dict[str, object] | None:
    resource = live.get(page.subject_id)
    if resource is None or resource.kind != "resource":
        return None
    content = resource.content
    known = live.many([resource.series, *resource.causes])
    series = known.get(resource.series or 0)
    causes = [known[cause] for cause in resource.causes if cause in known and known[cause].path]
    shown_series = series is not None and bool(series.path)
    return {
        "title": content["title"],
        "description": content.get("summary") or content.get("body") or content["title"],
        "language": content.get("language") or "en",
        "look": look_of(series, site=live.site()),
        "resource": line(resource),
        "body": content.get("body") or "",
        "series": {"title": series.content["title"], "path": link(series.path)}
        if shown_series and series
        else None,
        "causes": [{"name": cause.content["name"], "path": link(cause.path)} for cause in causes],
        "updated_at": resource.updated_at,
        "trail": [(_("Resources"), path_for("resources")), (content["title"], page.path)],
    }
