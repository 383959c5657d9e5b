from dataclasses import dataclass, field

from series.models import Release


class NotPossible(Exception):
    """The act can't be done; the message says why and how to mend it. Nothing was changed."""


@dataclass(frozen=True)
class Outcome:
    """What an act did, in a sentence, and the public paths that change by it, now or at its instant."""

    release: Release
    sentence: str
    paths: list[str] = field(default_factory=list)
