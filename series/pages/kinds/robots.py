"""robots.txt: everything may be read; what is not for search engines says so itself."""

from series.models import Page
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute

# Asked for by people with a key or by machines with a question; no crawler has business there.
CLOSED = ("/admin/", "/accounts/", "/preview/")


def render(*, page: Page, live: LiveSet) -> bytes | None:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {absolute(path_for('sitemap'))}", ""]
    return "\n".join(lines).encode()
