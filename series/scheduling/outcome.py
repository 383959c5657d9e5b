from dataclasses import dataclass, field

from series.models import Release
from series.pages.touched import Touched


class NotPossible(Exception):
    """The act can't be done; the message says why and how to mend it. Nothing was changed."""


@dataclass(frozen=True)
class Outcome:
    """What an act did, in a sentence, and what changes on public pages by it, now or at its instant."""

    release: Release
    sentence: str
    change: Touched = field(default_factory=Touched)

    @property
    def paths(self) -> list[str]:
        return self.change.paths
