"""The addresses of subjects: slugs made once from a name, and the path of a subject's own page."""

from collections.abc import Mapping
from typing import Any

from creators.models import Cause, Creator
from series.models import Episode, Resource, Series
from series.pages.paths import path_for, slugify

# Kinds that are shown at the hub's front and have no address of their own.
ON_THE_FRONT = frozenset({"site", "front", "figure"})


def slug_of(thing: Series | Episode | Creator | Cause | Resource) -> str:
    """The slug an editor chose, else one made from the name. Only emoji gives the kind and the row's number."""
    name = thing.title if isinstance(thing, (Series, Episode, Resource)) else thing.name
    return slugify(thing.slug or name, fallback=f"{thing._meta.model_name}-{thing.pk}")


def own_path(kind: str, content: Mapping[str, Any]) -> str:
    """The path of the page that a revision of this kind makes: a teaser stands at its episode's address."""
    if kind in {"episode", "teaser"}:
        return path_for(
            "episode", series=content["series_slug"], number=content["number"], slug=content["slug"]
        )
    if kind in ON_THE_FRONT:
        return path_for("home")
    return path_for(kind, slug=content["slug"])
