"""A film's title as a layer: the name large, in as many lines as it needs."""

from PIL import Image, ImageDraw, ImageFont

SHARE = 0.84


def title_layer(title: str, *, width: int, height: int) -> Image.Image:
    """Clear but for the letters, on the dark ground below, wrapped to the frame."""
    layer = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    face = ImageFont.load_default(width / 11)
    text = "\n".join(_lines(title, draw=draw, face=face, most=width * SHARE))
    place = (width * 0.08, height * 0.94)
    draw.multiline_text(place, text, font=face, fill=(255, 250, 240, 255), spacing=width / 60, anchor="ld")
    return layer


def _lines(
    title: str,
    *,
    draw: ImageDraw.ImageDraw,
    face: "ImageFont.FreeTypeFont | ImageFont.ImageFont",
    most: float,
) -> list[str]:
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=face) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
