from collections.abc import Mapping
from typing import Any

from creators.models import Cause
from series.addresses import slug_of
from series.contents.back import Back, chosen_slug


def build(cause: Cause) -> dict[str, Any]:
    return {"name": cause.name, "slug": slug_of(cause), "summary": cause.summary}


def back(cause: Cause, content: Mapping[str, Any]) -> Back:
    slug = chosen_slug(cause, slug=content["slug"], name=content["name"])
    return Back({"name": content["name"], "slug": slug, "summary": content["summary"]})
