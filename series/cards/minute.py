"""The minute as a picture: sixty ticks, and a long one at the episode's place. As `series.pages.dial` draws it."""

import math

from PIL import Image, ImageDraw

from series.pages.dial import THICK, THIN, TICKS

# Pillow draws without smoothing: larger, then made small.
FINER = 4


def minute(*, size: int, place: int, ticks: str, tick: str, ground: str) -> Image.Image:
    sign = Image.new("RGB", (size * FINER, size * FINER), ground)
    draw = ImageDraw.Draw(sign)
    own = (place - 1) % TICKS
    for at in range(TICKS):
        long = at == own
        thick = (THICK * 1.5 if long else THIN) * 2 * math.pi * 0.45 / TICKS
        _tick(
            draw,
            at=at,
            inner=0.31 if long else 0.41,
            thick=thick,
            size=size * FINER,
            colour=tick if long else ticks,
        )
    return sign.resize((size, size), Image.Resampling.LANCZOS)


def _tick(draw: ImageDraw.ImageDraw, *, at: int, inner: float, thick: float, size: int, colour: str) -> None:
    angle = 2 * math.pi * at / TICKS - math.pi / 2
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    corners = [
        (size * (0.5 + far * along[0] + side * across[0]), size * (0.5 + far * along[1] + side * across[1]))
        for far, side in (
            (inner, -thick / 2),
            (0.495, -thick / 2),
            (0.495, thick / 2),
            (inner, thick / 2),
        )
    ]
    draw.polygon(corners, fill=colour)
