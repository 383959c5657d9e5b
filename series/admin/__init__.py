"""The desk: a module for each thing in the list, one for each act in `acts`. Each act is a door to the domain."""

from series.admin import (
    cause,
    consent,
    creator,
    effect,
    episode,
    legal,
    previews,
    release,
    review,
    season,
    series,
    site,
    teaser,
    webhook,
)

__all__ = [
    "cause",
    "consent",
    "creator",
    "effect",
    "episode",
    "legal",
    "previews",
    "release",
    "review",
    "season",
    "series",
    "site",
    "teaser",
    "webhook",
]
