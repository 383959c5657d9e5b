from dataclasses import dataclass

from series.models import Release


@dataclass(frozen=True, kw_only=True)
class Told:
    """A release that ran, and the paths of the pages that it changed: its subjects' own, and those that list them."""

    release: Release
    subject_paths: list[str]
    list_paths: list[str]
