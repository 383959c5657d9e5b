from collections.abc import Mapping
from typing import Any

from series.addresses import slug_of
from series.contents.back import Back, causes_of, chosen_slug, row_of, wall_of
from series.contents.times import time_of
from series.models import Resource
from series.models.subject import subject_of


def build(resource: Resource) -> dict[str, Any]:
    return {
        "title": resource.title,
        "slug": slug_of(resource),
        "kind": resource.kind,
        "summary": resource.summary,
        "body": resource.body,
        "link": resource.link,
        "opens": time_of(resource.opens, resource.zone),
        "closes": time_of(resource.closes, resource.zone),
        "zone": resource.zone,
        "language": resource.language,
        "series": subject_of(resource.series).pk if resource.series else None,
        "causes": sorted(subject_of(cause).pk for cause in resource.causes.all()),
    }


PLAIN = ("title", "kind", "summary", "body", "link", "zone", "language")


def back(resource: Resource, content: Mapping[str, Any]) -> Back:
    found = Back({name: content[name] for name in PLAIN})
    found.fields |= {
        "slug": chosen_slug(resource, slug=content["slug"], name=content["title"]),
        "opens": wall_of(content["opens"]),
        "closes": wall_of(content["closes"]),
        "series": row_of(content["series"], what="series") if content["series"] else None,
    }
    causes_of(content["causes"], found)
    return found
