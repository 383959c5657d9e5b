"""What can be followed: series and causes that are public now. And in which languages we can write."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from series.pages.live import LiveSet
from series.pages.shown.language import interface_language
from series.pages.shown.programmes import programmes


@dataclass(frozen=True)
class Offer:
    series: list[tuple[int, str]]
    causes: list[tuple[int, str]]

    def choices(self) -> list[tuple[int, str]]:
        return [*self.series, *self.causes]

    def groups(self) -> list[tuple[str, list[tuple[int, str]]]]:
        named = [(_("Series"), self.series), (_("Causes"), self.causes)]
        return [(name, entries) for name, entries in named if entries]

    def names(self, subjects: set[int]) -> list[str]:
        return [name for pk, name in self.choices() if pk in subjects]


def offered(live: LiveSet) -> Offer:
    causes = [cause for cause in live.all_of("cause") if cause.path]
    causes.sort(key=lambda cause: cause.content["name"].casefold())
    series: list[Any] = programmes(live)
    return Offer(
        series=[(line["id"], line["title"]) for line in series],
        causes=[(cause.id, cause.content["name"]) for cause in causes],
    )


def languages() -> list[tuple[str, str]]:
    """Those that the hub's words are translated into."""
    return [(code, str(name)) for code, name in settings.LANGUAGES if interface_language(code) == code]
