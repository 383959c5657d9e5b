"""What a feed says of itself and of each episode, before it is written as RSS or JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from series.models import Page
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import absolute, host

LATEST = 50


@dataclass(frozen=True)
class Feed:
    title: str
    description: str
    language: str
    home: str
    self_address: str
    licence: str
    publisher: str

    @classmethod
    def of_hub(cls, *, page: Page, live: LiveSet) -> "Feed":
        site = live.site().content
        return cls(
            title=site["name"],
            description=site.get("tagline") or site.get("introduction") or site["name"],
            language=page.language,
            home=absolute("/"),
            self_address=absolute(page.path),
            licence=site.get("licence") or "",
            publisher=site.get("publisher") or site["name"],
        )

    @classmethod
    def of_series(cls, series: LiveSubject, *, page: Page, live: LiveSet) -> "Feed":
        site, content = live.site().content, series.content
        return cls(
            title=content["title"],
            description=content.get("promise") or content["title"],
            language=content.get("language") or page.language,
            home=absolute(series.path),
            self_address=absolute(page.path),
            licence=site.get("licence") or "",
            publisher=site.get("publisher") or site["name"],
        )


@dataclass(frozen=True)
class Entry:
    episode: LiveSubject
    causes: tuple[str, ...]

    @property
    def guid(self) -> str:
        """Never changes, whatever becomes of the address (RFC 4151)."""
        return episode_tag(self.episode.id)

    @property
    def tags(self) -> list[str]:
        hashtags = [tag.lstrip("#") for tag in self.episode.content.get("hashtags") or []]
        return list(dict.fromkeys([*self.causes, *hashtags]))


def episode_tag(episode: int) -> str:
    return f"tag:{host()},2026:episode:{episode}"


def entries(episodes: Iterable[LiveSubject], *, live: LiveSet) -> list[Entry]:
    """Those whose page is up, with the names of their causes, which are read in one query."""
    shown = [episode for episode in episodes if episode.path]
    causes = live.many({cause for episode in shown for cause in episode.causes})
    return [
        Entry(episode, tuple(causes[cause].content["name"] for cause in episode.causes if cause in causes))
        for episode in shown
    ]
