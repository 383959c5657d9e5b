from typing import Any

from creators.models import Creator
from series.addresses import slug_of
from series.models.subject import subject_ids


def build(creator: Creator) -> dict[str, Any]:
    return {
        "name": creator.name,
        "slug": slug_of(creator),
        "handle": creator.handle,
        "initiative": creator.initiative,
        "category": creator.category,
        "place": creator.place,
        "biography": creator.biography,
        "quote": creator.quote,
        "quote_source": creator.quote_source,
        "quote_date": creator.quote_date.isoformat() if creator.quote_date else None,
        "links": creator.links,
        "causes": subject_ids(creator.causes.all()),
    }
