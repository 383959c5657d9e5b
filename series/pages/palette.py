"""A whole palette from one ember, for both themes, with every contrast at or above WCAG 2.2's minimum.

The editor's colour is never refused. Its hue stays; its lightness moves until text in it can be read.
Conversions follow Björn Ottosson's OKLab (2020) and WCAG's relative luminance.
"""

import functools
import math
from dataclasses import dataclass

# WCAG 2.2: 1.4.3 asks 4.5:1 for text, 1.4.11 3:1 for graphics. A little more, so that rounding never fails it.
TEXT = 4.6
QUIET_TEXT = 5.6
STRONG_TEXT = 12.0
STEP = 0.005

type Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Theme:
    """Each a #rrggbb. `paper` is the ground, `tray` an empty frame's; `on_ember` is ink on a solid `ember`."""

    paper: str
    tray: str
    ink: str
    quiet: str
    line: str
    ember: str
    solid: str
    on_ember: str


@dataclass(frozen=True)
class Palette:
    light: Theme
    dark: Theme


@functools.lru_cache(maxsize=512)
def palette(ember: str) -> Palette:
    lightness, chroma, hue = _oklch(_from_hex(ember))
    tint = min(chroma, 0.05)
    return Palette(
        light=_theme(
            ember=(lightness, chroma, hue),
            paper=(0.978, tint * 0.09, hue),
            tray=(0.942, tint * 0.16, hue),
            line=(0.80, tint * 0.25, hue),
            ink=(0.20, tint * 0.35, hue),
        ),
        dark=_theme(
            ember=(lightness, chroma, hue),
            paper=(0.165, tint * 0.12, hue),
            tray=(0.215, tint * 0.16, hue),
            line=(0.40, tint * 0.25, hue),
            ink=(0.93, tint * 0.14, hue),
        ),
    )


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb, 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _theme(*, ember: Colour, paper: Colour, tray: Colour, line: Colour, ink: Colour) -> Theme:
    ground, frame = _to_hex(paper), _to_hex(tray)
    towards = -STEP if paper[0] > 0.5 else STEP
    readable = _until(ember, towards=towards, on=frame, ratio=TEXT)
    quiet = _until((0.6, ink[1], ink[2]), towards=towards, on=frame, ratio=QUIET_TEXT)
    solid = _to_hex(ember)
    dark_ink, light_ink = _to_hex((0.16, 0.01, ember[2])), "#ffffff"
    on_ember = max((light_ink, dark_ink), key=lambda colour: contrast(colour, solid))
    if contrast(on_ember, solid) < TEXT:
        solid = _until(ember, towards=STEP if on_ember == dark_ink else -STEP, on=on_ember, ratio=TEXT)
    return Theme(
        paper=ground,
        tray=frame,
        ink=_until(ink, towards=towards, on=frame, ratio=STRONG_TEXT),
        quiet=quiet,
        line=_to_hex(line),
        ember=readable,
        solid=solid,
        on_ember=on_ember,
    )


def _until(colour: Colour, *, towards: float, on: str, ratio: float) -> str:
    lightness, chroma, hue = colour
    while contrast(_to_hex((lightness, chroma, hue)), on) < ratio and 0 <= lightness + towards <= 1:
        lightness += towards
    return _to_hex((lightness, chroma, hue))


def _from_hex(text: str) -> Colour:
    red, green, blue = (int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(text: str) -> float:
    red, green, blue = map(_linear, _from_hex(text))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(srgb: Colour) -> Colour:
    r, g, b = map(_linear, srgb)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _to_hex(colour: Colour) -> str:
    """The nearest colour of sRGB: outside the gamut the chroma gives way, never hue or lightness."""
    lightness, chroma, hue = colour
    channels = _srgb(lightness, chroma, hue)
    while chroma > 0.001 and any(not -0.0005 <= channel <= 1.0005 for channel in channels):
        chroma *= 0.95
        channels = _srgb(lightness, chroma, hue)
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def _srgb(lightness: float, chroma: float, hue: float) -> Colour:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return _gamma(red), _gamma(green), _gamma(blue)


def _gamma(channel: float) -> float:
    return -_encoded(-channel) if channel < 0 else _encoded(channel)
