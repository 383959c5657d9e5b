from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from series.models import Revision, Subject


@dataclass(frozen=True)
class Asked:
    """Whether this revision of this subject could be published on this day (UTC)."""

    subject: Subject
    revision: Revision | None
    day: date


class Case(NamedTuple):
    """The same as a check looks at it: there is something to look at."""

    subject: Subject
    content: Mapping[str, Any]
    day: date
