"""A picture of the minute: a sun with sixty rays over hills, and what the film is about floating before it."""

import math
import random
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from series.demo.media.motifs import TALL, Piece, pieces
from series.demo.media.palette import Colour, Palette, mix, palette
from series.demo.media.sprites import FINE

RAYS = 60
SAID = "Demonstration film. Not the original."


@dataclass(frozen=True)
class Look:
    """What a picture is made from. `seed` makes it another picture in the same manner."""

    ember: str
    motif: str
    seed: str
    title: str = ""


@dataclass
class Scene:
    """The parts of one picture at one width. `ground` changes as rays are lit; the rest stays."""

    width: int
    height: int
    ground: Image.Image
    rays: list[tuple[Image.Image, tuple[int, int]]]
    front: list[Piece]
    hills: Image.Image
    lit: int = field(default=0)

    def light(self, count: int) -> None:
        """Light the rays up to `count`, for good."""
        for sprite, place in self.rays[self.lit : count]:
            self.ground.paste(sprite, place, sprite)
        self.lit = max(self.lit, count)

    def still(self, seconds: float) -> Image.Image:
        frame = self.ground.copy()
        for piece in self.front:
            x, y = piece.at(seconds)
            frame.paste(piece.sprite, (round(x * self.width), round(y * self.width)), piece.sprite)
        frame.paste(self.hills, (0, self.height - self.hills.height), self.hills)
        return frame


def scene(look: Look, *, width: int) -> Scene:
    height = round(width * TALL)
    dice = random.Random(look.seed)  # noqa: S311 a picture, not a secret
    colours = palette(look.ember, turn=dice.uniform(-0.05, 0.05))
    x, y, radius = dice.uniform(0.36, 0.64), dice.uniform(0.52, 0.66), dice.uniform(0.19, 0.24)
    ground = _sky(width, height, colours)
    _sun(ground, x * width, y * width, radius * width, colours)
    places = [_ray(n, x * width, y * width, radius * width) for n in range(RAYS)]
    for line in places:
        _paste_line(ground, line, mix(colours.low, colours.high, 0.45), 0.8, width)
    rays = [_line(line, colours.sun, 1.0, width) for line in places]
    front = pieces(look.motif, seed=look.seed, colours=colours, width=width)
    return Scene(width, height, ground, rays, front, _hills(width, height, colours, dice))


def _sky(width: int, height: int, colours: Palette) -> Image.Image:
    column = Image.new("RGB", (1, 64))
    column.putdata([mix(colours.high, colours.low, (n / 63) ** 1.3) for n in range(64)])
    return column.resize((width, height), Image.Resampling.BICUBIC)


def _sun(ground: Image.Image, x: float, y: float, radius: float, colours: Palette) -> None:
    size = round(radius * 1.5)
    fine = Image.new("L", (size * FINE, size * FINE), 0)
    ImageDraw.Draw(fine).ellipse((0, 0, size * FINE - 1, size * FINE - 1), fill=255)
    ground.paste(colours.sun, (round(x - size / 2), round(y - size / 2)), fine.reduce(FINE))


type Line = tuple[float, float, float, float]


def _ray(number: int, x: float, y: float, radius: float) -> Line:
    turn = math.tau * number / RAYS - math.tau / 4
    long = 1.52 if number % 5 == 0 else 1.34
    return (
        x + math.cos(turn) * radius,
        y + math.sin(turn) * radius,
        x + math.cos(turn) * radius * long,
        y + math.sin(turn) * radius * long,
    )


def _line(line: Line, colour: Colour, alpha: float, width: int) -> tuple[Image.Image, tuple[int, int]]:
    edge = math.ceil(width / 120)
    left, top = math.floor(min(line[0], line[2])) - edge, math.floor(min(line[1], line[3])) - edge
    right, bottom = math.ceil(max(line[0], line[2])) + edge, math.ceil(max(line[1], line[3])) + edge
    fine = Image.new("RGBA", ((right - left) * FINE, (bottom - top) * FINE), (*colour, 0))
    points = [((line[n] - (left, top)[n % 2]) * FINE) for n in range(4)]
    ImageDraw.Draw(fine).line(points, fill=(*colour, round(alpha * 255)), width=round(width / 150 * FINE))
    return fine.reduce(FINE), (left, top)


def _paste_line(ground: Image.Image, line: Line, colour: Colour, alpha: float, width: int) -> None:
    sprite, place = _line(line, colour, alpha, width)
    ground.paste(sprite, place, sprite)


def _hills(width: int, height: int, colours: Palette, dice: random.Random) -> Image.Image:
    fine = Image.new("RGBA", (width * 2, height * 2), (0, 0, 0, 0))
    draw = ImageDraw.Draw(fine)
    for layer, depth in enumerate((0.62, 0.82, 1.0)):
        base = height * 2 * (0.80 + layer * 0.065)
        one, two = dice.uniform(0, 6.3), dice.uniform(0, 6.3)
        steps = range(0, width * 2 + 16, 16)
        rim = [
            (
                s,
                base
                + width * 0.055 * math.sin(s / width * 2.1 + one)
                + width * 0.03 * math.sin(s / width * 4.7 + two),
            )
            for s in steps
        ]
        shade = mix(colours.high, colours.night, depth)
        draw.polygon([*rim, (width * 2 + 16, height * 2), (0, height * 2)], fill=(*shade, 255))
    hills = fine.reduce(2)
    # Only the part that is not clear: this is laid over every frame.
    hills = hills.crop((0, round(height * 0.72), width, height))
    face = ImageFont.load_default(width / 27)
    ImageDraw.Draw(hills).text(
        (width / 2, hills.height - height * 0.035),
        SAID,
        font=face,
        fill=(*mix(colours.sun, colours.night, 0.15), 255),
        anchor="mm",
    )
    return hills
