"""Letters on a card: a face for each script, and pieces of a line in the order in which they stand.

A line may mix scripts ("أمينة & Sons"), and a face has one or two. So a line is cut where face or direction changes,
the pieces are put in order as the Unicode bidirectional algorithm does for a line without embeddings, and each piece is
shaped by HarfBuzz through Pillow.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fontpkg.pil import truetype
from PIL import ImageFont

# By voice and script: family and weight. Arabic and Hebrew have one face for both voices.
FACES: dict[tuple[str, str], tuple[str, int]] = {
    ("name", "latin"): ("Source Serif 4", 600),
    ("text", "latin"): ("Source Sans 3", 400),
    ("label", "latin"): ("Source Sans 3", 600),
    ("name", "arabic"): ("Amiri", 700),
    ("text", "arabic"): ("Amiri", 400),
    ("label", "arabic"): ("Amiri", 700),
    ("name", "hebrew"): ("Frank Ruhl Libre", 600),
    ("text", "hebrew"): ("Frank Ruhl Libre", 400),
    ("label", "hebrew"): ("Frank Ruhl Libre", 600),
}
# Source Serif is drawn finer for large sizes; this is its largest.
LARGE = 60
# A code point that no face has.
NO_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Piece:
    text: str
    script: str
    rtl: bool


@functools.lru_cache(maxsize=128)
def face(voice: str, script: str, size: int) -> ImageFont.FreeTypeFont:
    family, weight = FACES[voice, script]
    font = truetype(family, size, weight=weight)
    if family == "Source Serif 4":
        axes = {b"Optical Size": LARGE, b"Weight": weight}
        font.set_variation_by_axes([axes[axis["name"]] for axis in font.get_variation_axes()])
    return font


def script_of(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in ("arabic", "hebrew") if name.startswith(script.upper())), "latin")


def reads_rtl(text: str) -> bool:
    """By the first letter that has a direction, as a paragraph's is found (UAX 9, P2)."""
    strong = next(
        (way for letter in text if (way := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}), "L"
    )
    return strong != "L"


@functools.lru_cache(maxsize=4096)
def _known(letter: str, script: str) -> bool:
    family, _weight = FACES["text", script]
    font = truetype(family, 20, layout_engine=ImageFont.Layout.BASIC)
    return bytes(font.getmask(letter)) != bytes(font.getmask(NO_LETTER))


def writable(text: str) -> str:
    """The text without what no face has: signs are left out; with letters amiss there is no text at all."""
    kept = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        category = unicodedata.category(letter)
        if letter == " " or category in {"Mn", "Cf"} or _known(letter, script_of(letter)):
            kept.append(letter)
        elif category.startswith(("L", "N")):
            return ""
    return " ".join("".join(kept).split())


def pieces(line: str, *, rtl: bool) -> list[Piece]:
    """The pieces of a line from left to right; `rtl` is how the line as a whole reads."""
    marked = [Piece(letter, script, way) for letter, script, way in _letters(line, rtl=rtl)]
    whole: list[list[Piece]] = []
    for way, same_way in groupby(marked, key=lambda piece: piece.rtl):
        run = [
            Piece("".join(piece.text for piece in same), script, way)
            for script, same in groupby(same_way, key=lambda piece: piece.script)
        ]
        whole.append(run[::-1] if way else run)
    return [piece for run in (whole[::-1] if rtl else whole) for piece in run]


def _letters(line: str, *, rtl: bool) -> Iterator[tuple[str, str, bool]]:
    """Each letter with its script and its direction; what has none takes them from both sides (UAX 9, N1 and N2)."""
    ways = [_way(letter) for letter in line]
    script = next((script_of(letter) for letter in line if letter.isalpha()), "latin")
    for place, letter in enumerate(line):
        way = ways[place]
        if way is None:
            before = next((w for w in reversed(ways[:place]) if w is not None), rtl)
            after = next((w for w in ways[place + 1 :] if w is not None), rtl)
            # A number goes with what stands before it.
            way = before if before == after or letter.isdecimal() else rtl
        if letter.isalpha():
            script = script_of(letter)
        elif letter != " " and not unicodedata.combining(letter):
            script = script_of(letter) if letter.isdecimal() or not _known(letter, script) else script
        yield letter, script, way


def _way(letter: str) -> bool | None:
    return {"L": False, "R": True, "AL": True}.get(unicodedata.bidirectional(letter))


def width(line: str, *, voice: str, size: int, rtl: bool) -> float:
    return sum(
        face(voice, piece.script, size).getlength(piece.text, direction="rtl" if piece.rtl else "ltr")
        for piece in pieces(line, rtl=rtl)
    )
