"""Text made to fit: set smaller, wrapped, and in the end cut; never over the edge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from series.cards.letters import reads_rtl, script_of, width

# Between baselines, as a share of the size: Arabic has higher letters and deeper tails.
LEADING = {
    "name": {"latin": 1.06, "arabic": 1.42, "hebrew": 1.12},
    "text": {"latin": 1.3, "arabic": 1.55, "hebrew": 1.3},
    "label": {"latin": 1.3, "arabic": 1.55, "hebrew": 1.3},
}
# How far above the baseline the tallest letters reach.
RISE = {"latin": 0.74, "arabic": 0.95, "hebrew": 0.72}
# What no cut text ends with.
ENDINGS = " ,;:.…–—-"


@dataclass(frozen=True)
class Block:
    """Lines of one size."""

    lines: tuple[str, ...]
    voice: str
    size: int
    rtl: bool
    # The tallest script in it.
    script: str

    @property
    def step(self) -> int:
        return round(self.size * LEADING[self.voice][self.script])

    @property
    def rise(self) -> int:
        return round(self.size * RISE[self.script])

    @property
    def height(self) -> int:
        """From the top of its first line's letters to its last baseline."""
        return self.rise + (len(self.lines) - 1) * self.step if self.lines else 0


def fitted(text: str, *, voice: str, sizes: Sequence[int], across: int, lines: int, height: int) -> Block:
    """In the largest of `sizes`, largest first, in which the text fits; cut where it does not even in the smallest."""
    rtl = reads_rtl(text)
    script = next((script for letter in text if (script := script_of(letter)) != "latin"), "latin")

    def block(found: Sequence[str], size: int) -> Block:
        return Block(tuple(found), voice, size, rtl, script)

    for size in sizes:
        found = wrapped(text, across=across, measure=_measure(voice, size, rtl))
        made = block(found or [], size)
        if found is not None and len(found) <= lines and made.height <= height:
            return block(_even(text, found, across=across, measure=_measure(voice, size, rtl)), size)
    measure = _measure(voice, sizes[-1], rtl)
    found = wrapped(_with_breaks(text, across=across, measure=measure), across=across, measure=measure) or []
    while found and (len(found) > lines or block(found, sizes[-1]).height > height):
        found = _shorter(found, across=across, measure=measure)
    return block(found, sizes[-1])


Measure = Callable[[str], float]


def _measure(voice: str, size: int, rtl: bool) -> Measure:
    return lambda line: width(line, voice=voice, size=size, rtl=rtl)


def wrapped(text: str, *, across: float, measure: Measure) -> list[str] | None:
    """Greedily; None when a single word is too wide."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= across:
            lines[-1] = longer
        elif measure(word) > across:
            return None
        else:
            lines.append(word)
    return lines


def _even(text: str, found: list[str], *, across: float, measure: Measure) -> list[str]:
    """As many lines, and none much shorter than the others."""
    best = found
    for share in (0.92, 0.84, 0.76, 0.68, 0.6):
        narrower = wrapped(text, across=across * share, measure=measure)
        if narrower is None or len(narrower) > len(found):
            break
        best = narrower
    return best


def _with_breaks(text: str, *, across: float, measure: Measure) -> str:
    """Words too wide for a line are broken where the line ends."""
    return " ".join(part for word in text.split() for part in _parts(word, across=across, measure=measure))


def _parts(word: str, *, across: float, measure: Measure) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and measure(part + letter) > across:
            yield part
            part = ""
        part += letter
    yield part


def _shorter(lines: list[str], *, across: float, measure: Measure) -> list[str]:
    """One line less, with an ellipsis."""
    if len(lines) < 2:
        return []
    *kept, last = lines[:-1]
    last = last.rstrip(ENDINGS)
    while last and measure(f"{last}…") > across:
        # At a word where there is one before.
        last = (last.rpartition(" ")[0] or last[:-1]).rstrip(ENDINGS)
    return [*kept, f"{last}…"]
