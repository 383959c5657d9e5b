"""security.txt (RFC 9116): whom to tell of a hole. Until when it holds stands in the page's row; see renewals."""

from datetime import date
from urllib.parse import quote

from series.models import Page
from series.pages.live import LiveSet
from series.pages.shown.addresses import absolute


def render(*, page: Page, live: LiveSet) -> bytes | None:
    contact = live.site().content.get("contact_email")
    try:
        ends = date.fromisoformat(page.key)
    except ValueError:
        return None
    if not contact:
        return None
    lines = [
        f"Contact: mailto:{quote(contact, safe='@+')}",
        f"Expires: {ends.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {page.language}",
        f"Canonical: {absolute(page.path)}",
        "",
    ]
    return "\n".join(lines).encode()
