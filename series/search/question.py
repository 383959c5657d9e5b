"""A question as typed, and what it is taken for."""

import re
from dataclasses import dataclass

# Characters of a question, and words that are looked for.
LONGEST = 200
MOST_WORDS = 8
WORD = re.compile(r"\w+(?:['’]\w+)*")
# A word that is still being typed counts as a beginning from so many letters on.
BEGINNING = 3


class TooLong(Exception):
    """More than anybody types to find a film."""


@dataclass(frozen=True)
class Question:
    text: str
    words: tuple[str, ...]


def question_of(typed: str) -> Question:
    """Raises TooLong; without a single letter or digit it has no words."""
    text = " ".join(typed.replace("\0", " ").split())
    if len(text) > LONGEST:
        raise TooLong
    words = dict.fromkeys(word.lower() for word in WORD.findall(text))
    return Question(text, tuple(word[:40] for word in words)[:MOST_WORDS])
