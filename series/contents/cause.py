from typing import Any

from creators.models import Cause
from series.addresses import slug_of


def build(cause: Cause) -> dict[str, Any]:
    return {"name": cause.name, "slug": slug_of(cause), "summary": cause.summary}
