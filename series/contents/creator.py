from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from creators.models import Creator
from series.addresses import slug_of
from series.contents.back import Back, causes_of, chosen_slug
from series.models.subject import subjects_of


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
        "causes": sorted(subject.pk for subject in subjects_of(creator.causes.select_related("subject"))),
        **_position(creator),
    }


def _position(creator: Creator) -> dict[str, list[float]]:
    """Only where there is one: creators that were approved before there was a map still say the same."""
    if creator.latitude is None or creator.longitude is None:
        return {}
    return {"position": [float(creator.latitude), float(creator.longitude)]}


PLAIN = ("name", "handle", "initiative", "category", "place", "biography", "quote", "quote_source", "links")


def back(creator: Creator, content: Mapping[str, Any]) -> Back:
    fields = {name: content[name] for name in PLAIN}
    fields["slug"] = chosen_slug(creator, slug=content["slug"], name=content["name"])
    fields["quote_date"] = date.fromisoformat(content["quote_date"]) if content["quote_date"] else None
    degrees = [Decimal(str(number)) for number in content.get("position") or ()]
    fields["latitude"], fields["longitude"] = degrees or (None, None)
    found = Back(fields)
    causes_of(content["causes"], found)
    return found
