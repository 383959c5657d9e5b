from collections.abc import Mapping
from typing import Any

from series.addresses import slug_of
from series.contents.back import Back
from series.models import Teaser
from series.models.subject import subject_of


def build(teaser: Teaser) -> dict[str, Any]:
    episode = teaser.episode
    return {
        "episode": subject_of(episode).pk,
        "series": subject_of(episode.series).pk,
        "series_slug": slug_of(episode.series),
        "number": episode.number,
        "slug": slug_of(episode),
        "name": teaser.name,
        "line": teaser.line,
        "language": episode.language,
    }


def back(teaser: Teaser, content: Mapping[str, Any]) -> Back:
    """Its own words; number, address and language are its episode's."""
    return Back({"name": content["name"], "line": content["line"]})
