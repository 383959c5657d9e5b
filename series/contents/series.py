from typing import Any

from series.addresses import slug_of
from series.models import Series


def build(series: Series) -> dict[str, Any]:
    return {
        "title": series.title,
        "slug": slug_of(series),
        "promise": series.promise,
        "introduction": series.introduction,
        "hashtag": series.hashtag,
        "ember": series.ember,
        "zone": series.zone,
        "language": series.language,
        "status": series.status,
    }
