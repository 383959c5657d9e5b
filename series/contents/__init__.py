"""What a revision says, by kind of subject: the working copy turned into JSON that pages can show for ever.

Other subjects are named by the id of their subject, so that a page can show their own live revision; files by the
key under which a release makes them public.
"""

from collections.abc import Callable, Mapping
from typing import Any

from series.contents import cause, creator, episode, figure, front, legal, resource, series, site, teaser
from series.contents.back import Back, Impossible
from series.models import Subject

__all__ = ["BACK", "BUILDERS", "Back", "Impossible", "content_of"]

BUILDERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "site": site.build,
    "series": series.build,
    "episode": episode.build,
    "teaser": teaser.build,
    "creator": creator.build,
    "cause": cause.build,
    "legal": legal.build,
    "front": front.build,
    "figure": figure.build,
    "resource": resource.build,
}

# The inverse, beside each: what a revision puts back into the working copy. Nothing is written by it.
BACK: dict[str, Callable[[Any, Mapping[str, Any]], Back]] = {
    "site": site.back,
    "series": series.back,
    "episode": episode.back,
    "teaser": teaser.back,
    "creator": creator.back,
    "cause": cause.back,
    "legal": legal.back,
    "front": front.back,
    "figure": figure.back,
    "resource": resource.back,
}


def content_of(subject: Subject) -> dict[str, Any]:
    """The working copy of `subject` as a revision would keep it now."""
    return BUILDERS[subject.kind](subject.thing)
