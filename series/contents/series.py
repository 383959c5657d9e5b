from collections.abc import Mapping
from typing import Any

from series.addresses import slug_of
from series.contents.back import Back, chosen_slug
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


PLAIN = ("title", "promise", "introduction", "hashtag", "ember", "zone", "language", "status")


def back(series: Series, content: Mapping[str, Any]) -> Back:
    slug = chosen_slug(series, slug=content["slug"], name=content["title"])
    return Back({**{name: content[name] for name in PLAIN}, "slug": slug})
