from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    PASS = "pass"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True)
class Finding:
    """One verdict: a sentence saying what is wrong and how to mend it, and the field where."""

    code: str
    level: Level
    sentence: str
    field: str = ""
