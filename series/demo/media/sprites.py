"""Small shapes with soft edges: drawn large, made small. Sizes in pixels."""

from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from series.demo.media.palette import Colour

# Drawn this many times larger, so that edges come out smooth.
FINE = 3
CLEAR = (0, 0, 0, 0)


def disc(size: int, colour: Colour, alpha: float) -> Image.Image:
    return _shape(size, lambda draw, s: draw.ellipse((0, 0, s - 1, s - 1), fill=_tint(colour, alpha)))


def bubble(size: int, colour: Colour, alpha: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.ellipse((0, 0, s - 1, s - 1), fill=_tint(colour, alpha * 0.22))
        draw.ellipse((1, 1, s - 2, s - 2), outline=_tint(colour, alpha), width=max(s // 28, FINE))
        glint = (s * 0.16, s * 0.16, s * 0.84, s * 0.84)
        draw.arc(glint, 200, 250, fill=_tint((255, 255, 255), alpha), width=max(s // 18, FINE))

    return _shape(size, paint)


def ring(size: int, colour: Colour, alpha: float) -> Image.Image:
    return _shape(
        size,
        lambda draw, s: draw.ellipse(
            (1, 1, s - 2, s - 2), outline=_tint(colour, alpha), width=max(s // 22, FINE)
        ),
    )


def plate(size: int, colour: Colour, alpha: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.ellipse((0, 0, s - 1, s - 1), fill=_tint(colour, alpha))
        inner = (s * 0.2, s * 0.2, s * 0.8, s * 0.8)
        draw.ellipse(inner, outline=_tint((120, 70, 50), alpha * 0.5), width=max(s // 50, FINE))

    return _shape(size, paint)


def leaf(size: int, colour: Colour, alpha: float, turn: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.ellipse((s * 0.34, s * 0.02, s * 0.66, s * 0.98), fill=_tint(colour, alpha))
        draw.line((s * 0.5, s * 0.1, s * 0.5, s * 0.9), fill=_tint((20, 30, 24), alpha * 0.5), width=FINE * 2)

    return _shape(size, paint).rotate(turn, Image.Resampling.BICUBIC)


def paper(size: int, colour: Colour, alpha: float, turn: float) -> Image.Image:
    inset = 0.16

    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        box = (s * inset, s * inset, s * (1 - inset), s * (1 - inset))
        draw.rounded_rectangle(box, radius=s * 0.06, fill=_tint(colour, alpha))

    return _shape(size, paint).rotate(turn, Image.Resampling.BICUBIC)


def glyph(size: int, letter: str, colour: Colour, alpha: float, turn: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        face = ImageFont.load_default(s * 0.8)
        draw.text((s / 2, s / 2), letter, font=face, fill=_tint(colour, alpha), anchor="mm")

    return _shape(size, paint).rotate(turn, Image.Resampling.BICUBIC)


def window(size: int, colour: Colour, alpha: float) -> Image.Image:
    def paint(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.rectangle((s * 0.2, s * 0.06, s * 0.8, s * 0.94), fill=_tint(colour, alpha))
        bar = _tint((30, 24, 28), alpha)
        draw.line((s * 0.5, s * 0.06, s * 0.5, s * 0.94), fill=bar, width=max(s // 24, FINE))
        draw.line((s * 0.2, s * 0.46, s * 0.8, s * 0.46), fill=bar, width=max(s // 24, FINE))

    return _shape(size, paint)


def _shape(size: int, paint: Callable[[ImageDraw.ImageDraw, int], object]) -> Image.Image:
    fine = Image.new("RGBA", (size * FINE, size * FINE), CLEAR)
    paint(ImageDraw.Draw(fine), size * FINE)
    return fine.reduce(FINE)


def _tint(colour: Colour, alpha: float) -> tuple[int, int, int, int]:
    return (*colour, round(255 * alpha))
