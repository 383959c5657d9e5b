"""Colours of a picture, all from one ember."""

import colorsys
from dataclasses import dataclass

type Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    high: Colour
    low: Colour
    sun: Colour
    light: Colour
    night: Colour


def palette(ember: str, *, turn: float = 0.0) -> Palette:
    """From a colour as #rrggbb: a sky from dark to warm, a pale sun, ground darker than the sky.

    `turn` moves the hue by that part of the circle, so that pictures of one series are kin and not twins.
    """
    base = _turned(ember, turn)
    return Palette(
        high=mix(base, (18, 16, 24), 0.72),
        low=mix(base, (255, 214, 170), 0.30),
        sun=mix(base, (255, 244, 224), 0.82),
        light=mix(base, (255, 250, 240), 0.62),
        night=mix(base, (14, 12, 18), 0.86),
    )


def _turned(ember: str, turn: float) -> Colour:
    red, green, blue = (int(ember[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    red, green, blue = colorsys.hls_to_rgb((hue + turn) % 1.0, light, strength)
    return (round(red * 255), round(green * 255), round(blue * 255))


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """`part` of the other, the rest of the one."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return (red, green, blue)
