from collections.abc import Mapping
from typing import Any

from series.contents.back import Back
from series.models import LegalPage


def build(page: LegalPage) -> dict[str, Any]:
    return {"title": page.title, "slug": page.slug, "body": page.body}


def back(page: LegalPage, content: Mapping[str, Any]) -> Back:
    return Back({name: content[name] for name in ("title", "slug", "body")})
