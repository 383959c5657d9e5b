"""What floats through a picture, by what the film is about. Places are in widths of the frame."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from series.demo.media import sprites
from series.demo.media.palette import Palette, mix

TALL = 16 / 9


@dataclass(frozen=True)
class Piece:
    """A sprite and its path: it sways by `sway` and travels by `drift` a second, coming back from below."""

    sprite: Image.Image
    x: float
    y: float
    sway: float
    drift: float
    phase: float

    def at(self, seconds: float) -> tuple[float, float]:
        x = self.x + self.sway * math.sin(seconds * 0.9 + self.phase)
        span = TALL + 0.5
        y = (self.y + self.drift * seconds + 0.25) % span - 0.25
        return x, y


type Motif = Callable[[random.Random, Palette, int], Iterator[Piece]]


def pieces(motif: str, *, seed: str, colours: Palette, width: int) -> list[Piece]:
    """The same for the same seed, whatever the width."""
    return list(MOTIFS[motif](random.Random(seed), colours, width))  # noqa: S311 a picture, not a secret


def _bubbles(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    for _ in range(15):
        size = dice.choice([0.05, 0.08, 0.13, 0.2, 0.3])
        sprite = sprites.bubble(round(size * width), colours.sun, dice.uniform(0.5, 0.95))
        yield _piece(dice, sprite, drift=-0.05 - 0.012 / size, sway=0.02)


def _letters(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    for letter in "AbcdeOmSt?aB":
        size = dice.choice([0.12, 0.18, 0.26, 0.38])
        colour = dice.choice([colours.sun, colours.light, mix(colours.light, colours.high, 0.4)])
        sprite = sprites.glyph(round(size * width), letter, colour, 0.92, dice.uniform(-24, 24))
        yield _piece(dice, sprite, drift=-0.035, sway=0.03)


def _rings(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    x, y = dice.uniform(0.3, 0.6), 1.15
    for number in range(7):
        size = 0.16 + number * 0.17
        sprite = sprites.ring(round(size * width), colours.sun, 0.75 - number * 0.09)
        yield Piece(sprite, x - size / 2, y - size / 2, 0.012 * number, 0.0, number * 0.5)


def _plates(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    for size, x, y in [(0.5, 0.42, 1.05), (0.34, 0.02, 1.28), (0.26, 0.12, 0.86), (0.2, 0.72, 0.82)]:
        yield Piece(sprites.plate(round(size * width), colours.sun, 0.95), x, y, 0.01, 0.0, dice.random() * 6)
    for _ in range(9):
        size = dice.choice([0.025, 0.04, 0.06])
        yield _piece(dice, sprites.disc(round(size * width), colours.light, 0.6), drift=-0.12, sway=0.03)


def _leaves(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    for _ in range(14):
        size = dice.choice([0.12, 0.2, 0.3, 0.42])
        colour = mix(colours.light, colours.high, dice.uniform(0.0, 0.7))
        sprite = sprites.leaf(round(size * width), colour, 0.9, dice.uniform(0, 360))
        yield _piece(dice, sprite, drift=0.05, sway=0.04)


def _papers(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    others = [(250, 204, 90), (240, 120, 110), (120, 200, 190), (245, 240, 230)]
    for number in range(13):
        size = dice.choice([0.14, 0.22, 0.32])
        colour = mix(dice.choice(others), colours.light, 0.25)
        make = sprites.disc if number % 4 == 0 else None
        turn = dice.uniform(0, 90)
        pixels = round(size * width)
        sprite = make(pixels, colour, 0.95) if make else sprites.paper(pixels, colour, 0.95, turn)
        yield _piece(dice, sprite, drift=0.03, sway=0.05)


def _windows(dice: random.Random, colours: Palette, width: int) -> Iterator[Piece]:
    for row in range(3):
        for column in range(4):
            alpha = dice.choice([0.2, 0.55, 0.95])
            sprite = sprites.window(round(0.19 * width), colours.sun, alpha)
            yield Piece(sprite, 0.08 + column * 0.215, 0.86 + row * 0.23, 0.0, 0.0, 0.0)


def _piece(dice: random.Random, sprite: Image.Image, *, drift: float, sway: float) -> Piece:
    return Piece(
        sprite,
        dice.uniform(-0.05, 0.9),
        dice.uniform(0.1, TALL - 0.2),
        sway,
        drift * dice.uniform(0.7, 1.3),
        dice.uniform(0, 6.3),
    )


MOTIFS: dict[str, Motif] = {
    "bubbles": _bubbles,
    "letters": _letters,
    "rings": _rings,
    "plates": _plates,
    "leaves": _leaves,
    "papers": _papers,
    "windows": _windows,
}
