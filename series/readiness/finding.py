from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    PASS = "pass"
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True)
class Finding:
    """One verdict: a sentence saying what is wrong and how to mend it, and where it is mended.

    `field` names a field of the subject's own form. Where it is mended elsewhere, `place` names that place and
    `which` a row there, if one is meant: `Finding(…, place="consent", which=7)`. A check knows no address: the desk
    does, and an installation's own check may register a place with it (series.admin.mending).
    """

    code: str
    level: Level
    sentence: str
    field: str = ""
    place: str = ""
    which: int | None = None
