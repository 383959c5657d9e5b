"""What a revision says, by kind of subject: the working copy turned into JSON that pages can show for ever.

Other subjects are named by the id of their subject, so that a page can show their own live revision; files by the
key under which a release makes them public.
"""

from collections.abc import Callable
from typing import Any

from series.contents import cause, creator, episode, figure, front, legal, resource, series, site, teaser
from series.models import Subject

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


def content_of(subject: Subject) -> dict[str, Any]:
    """The working copy of `subject` as a revision would keep it now."""
    return BUILDERS[subject.kind](subject.thing)
