"""The moment of a film at which the words were said."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from series.search.question import WORD

# Two words are taken for one when so much of the longer is the same from the start: "library", "libraries".
ALIKE = 0.6
SHORTEST = 4


@dataclass(frozen=True)
class Moment:
    second: int
    words: str


def moment_of(cues: Sequence[Sequence[int | str]], said: Sequence[str]) -> Moment | None:
    """The first cue with the most of the words; what goes on into the next counts half."""
    best, found = 0.0, None
    counted = [_count(str(words), said) for _at, words in cues]
    for place, (at, words) in enumerate(cues):
        following = counted[place + 1] - counted[place] if place + 1 < len(cues) else set()
        score = len(counted[place]) + (len(following) / 2 if counted[place] else 0)
        if score > best:
            # Whole seconds, never after the first word.
            best, found = score, Moment(int(at) // 1000, str(words))
    return found


def _count(text: str, said: Sequence[str]) -> set[str]:
    spoken = [plain(word) for word in WORD.findall(text)]
    return {word for word in said if any(_alike(word, other) for other in spoken)}


def plain(word: str) -> str:
    """In small letters and without accents, as the database's search_plain."""
    apart = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.translate(_ONE_FORM)


# The last letters of Arabic words that are typed in two ways, and the stroke that only lengthens.
_ONE_FORM = str.maketrans("ىةٱ", "يها", "ـ")
ARTICLE = "ال"


def _alike(one: str, other: str) -> bool:
    one, other = one.removeprefix(ARTICLE), other.removeprefix(ARTICLE)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST:
        return False
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return same >= SHORTEST and same / len(long) >= ALIKE
