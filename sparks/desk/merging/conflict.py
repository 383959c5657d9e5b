"""One field in three versions: as both began, as the other saved it, as this person typed it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from sparks.desk.merging.lines import merge_lines
from sparks.desk.words import Piece, pieces

Raw = tuple[str, ...]


class How(StrEnum):
    CLASH = "clash"
    THEIRS = "theirs"
    YOURS = "yours"
    BOTH = "both"


class Shape(StrEnum):
    """What a field holds: lines that merge, a set that merges, or one value that is one or the other."""

    LINES = "lines"
    SET = "set"
    ONE = "one"
    FILE = "file"


@dataclass(frozen=True)
class Version:
    """`raw` is what a browser would send; `said` is how people read it; a file can be seen at one of the addresses."""

    raw: Raw
    said: str
    picture: str = ""
    film: str = ""


@dataclass(frozen=True)
class FieldMerge:
    name: str
    label: str
    shape: Shape
    how: How
    base: Version | None
    theirs: Version
    yours: Version
    # What is saved unless the person chooses; of a clash in a text, a beginning to edit.
    merged: Version
    typed: bool = False

    @property
    def clash(self) -> bool:
        return self.how == How.CLASH

    @property
    def theirs_marked(self) -> list[Piece]:
        return pieces(self.base.said if self.base else "", self.theirs.said)

    @property
    def merged_marked(self) -> list[Piece]:
        return pieces(self.base.said if self.base else "", self.merged.said)

    @property
    def yours_marked(self) -> list[Piece]:
        return pieces(self.base.said if self.base else "", self.yours.said)


@dataclass(frozen=True)
class Conflict:
    who: str
    fields: list[FieldMerge]
    # Names and values that the form sends besides, as a browser would.
    carried: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clashes(self) -> list[FieldMerge]:
        return [one for one in self.fields if one.clash]

    @property
    def together(self) -> list[FieldMerge]:
        return [one for one in self.fields if not one.clash]


def decide(*, shape: Shape, base: Raw | None, theirs: Raw, yours: Raw) -> tuple[How, Raw] | None:
    """How a field comes together and as what. None where there is nothing to say: nobody else touched it, or alike."""
    if theirs == yours:
        return None
    if base is not None and yours == base:
        return How.THEIRS, theirs
    if base is not None and theirs == base:
        return How.YOURS, yours
    if base is not None and shape == Shape.SET:
        return How.BOTH, _together(base, theirs, yours)
    if base is not None and shape == Shape.LINES:
        merged = merge_lines(base=_text(base), theirs=_text(theirs), yours=_text(yours))
        return (How.BOTH if merged.clean else How.CLASH), (merged.text,)
    return How.CLASH, yours


def _text(raw: Raw) -> str:
    return raw[0] if raw else ""


def _together(base: Iterable[str], theirs: Iterable[str], yours: Raw) -> Raw:
    """What both kept and what either added."""
    gone = set(base) - set(yours)
    added = [one for one in yours if one not in set(base)]
    return (*dict.fromkeys([*(one for one in theirs if one not in gone), *added]),)
