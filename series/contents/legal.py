from typing import Any

from series.models import LegalPage


def build(page: LegalPage) -> dict[str, Any]:
    return {"title": page.title, "slug": page.slug, "body": page.body}
