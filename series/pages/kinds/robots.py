"""robots.txt: everything may be read; what is not for search engines says so itself."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute

# Asked for by people with a key; no crawler has business there. Previews are not among them: a crawler that may not
# ask for a leaked address never reads that it must not list it.
CLOSED = ("/admin/", "/accounts/")


def render(*, page: Page, live: LiveSet) -> bytes | None:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {absolute(path_for('sitemap'))}", ""]
    return "\n".join(lines).encode()
