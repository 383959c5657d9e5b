"""A card drawn: the still or a panel left, name and line right, hub and minute below. Same words, same bytes."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageOps

from series.cards.drawn import HEIGHT, WIDTH
from series.cards.letters import face, pieces, reads_rtl, width, writable
from series.cards.lines import Block, fitted
from series.cards.minute import minute
from series.pages.palette import Theme, palette
from series.pages.shown.look import ember_of

# The panel is as upright as a film: 9:16 of the height.
PANEL = HEIGHT * 9 // 16
START, END = PANEL + 72, WIDTH - 72
ACROSS = END - START
# Label, names and line, foot: where each may stand.
LABEL_LINE, WORDS_TOP, WORDS_END, FOOT_LINE = 96, 136, 436, 558
LABEL_SIZES, HUB_SIZES = (30, 26), (30, 26, 22)
DIAL, LARGE_DIAL = 104, 282
NAME_SIZES = (112, 104, 96, 88, 80, 72, 64, 56, 50, 44)
# No smaller only for the line's sake.
SMALL_NAME = 64
TEXT_SIZES = (42, 38, 34, 30)
# Under the name's last baseline: its tails, as a share of its size, and then this much.
TAILS, GAP = 0.22, 24
# The first that gives a file under the limit; what comes next saves more.
QUALITIES, LIKED_BYTES = (90, 84, 76, 66), 110_000


def compose(drawn: Mapping[str, Any], *, still: Image.Image | None) -> bytes:
    """The JPEG. `still` is the picture that `drawn` names, where there is one."""
    theme = palette(ember_of(drawn.get("ember"))).light
    card = Image.new("RGB", (WIDTH, HEIGHT), theme.paper)
    _panel(card, drawn, still=still, theme=theme)
    _words(card, drawn, theme=theme, dial=still is not None)
    return _packed(card)


def _panel(card: Image.Image, drawn: Mapping[str, Any], *, still: Image.Image | None, theme: Theme) -> None:
    if still is not None:
        card.paste(ImageOps.fit(still.convert("RGB"), (PANEL, HEIGHT), Image.Resampling.LANCZOS), (0, 0))
        return
    # Announced and not here yet: an empty frame. All else has the series' colour.
    awaited = drawn["kind"] == "teaser"
    ground, ticks, tick = (
        (theme.tray, theme.line, theme.ember) if awaited else (theme.solid, theme.on_ember, theme.on_ember)
    )
    card.paste(ground, (0, 0, PANEL, HEIGHT))
    sign = minute(size=LARGE_DIAL, place=drawn.get("number") or 1, ticks=ticks, tick=tick, ground=ground)
    card.paste(sign, ((PANEL - LARGE_DIAL) // 2, (HEIGHT - LARGE_DIAL) // 2))


def _words(card: Image.Image, drawn: Mapping[str, Any], *, theme: Theme, dial: bool) -> None:
    name, line = writable(drawn["name"]), writable(drawn["line"])
    label, hub = writable(drawn["label"]), writable(drawn["hub"])
    if drawn.get("number") and label:
        label = f"{label} · {drawn['number']}"
    rtl = reads_rtl(name or line or label or hub)
    if not name:
        # In letters that we have no face for: the hub's own name is better than empty boxes.
        name, line, label, hub = (label, "", "", hub) if label else (hub, "", "", "")
    top = fitted(label, voice="label", sizes=LABEL_SIZES, across=ACROSS, lines=1, height=60)
    _write(card, top, y=LABEL_LINE, colour=theme.ember, rtl=rtl)
    title, text = _both(name, line)
    below = _gap(title) + text.height if text.lines else 0
    y = WORDS_TOP + (WORDS_END - WORDS_TOP - title.height - below) // 2
    y = _write(card, title, y=y + title.rise, colour=theme.ink, rtl=rtl)
    _write(card, text, y=y + _gap(title) + text.rise, colour=theme.quiet, rtl=rtl)
    _foot(card, drawn, hub=hub, rtl=rtl, theme=theme, dial=dial)


def _gap(title: Block) -> int:
    return round(title.size * TAILS) + GAP


def _both(name: str, line: str) -> tuple[Block, Block]:
    """Name and line as large as the space between label and foot allows, the name first."""
    room = WORDS_END - WORDS_TOP
    for place in range(len(NAME_SIZES)):
        title = fitted(name, voice="name", sizes=NAME_SIZES[place:], across=ACROSS, lines=3, height=room)
        left = room - title.height - _gap(title)
        text = fitted(line, voice="text", sizes=TEXT_SIZES, across=ACROSS, lines=3, height=left)
        whole = not line or (text.lines and not text.lines[-1].endswith("…"))
        if whole or title.size <= SMALL_NAME:
            break
    return title, text


def _foot(
    card: Image.Image, drawn: Mapping[str, Any], *, hub: str, rtl: bool, theme: Theme, dial: bool
) -> None:
    """The hub's name, and opposite to it the minute where no panel shows it."""
    aside = DIAL + 40 if dial else 0
    block = fitted(hub, voice="label", sizes=HUB_SIZES, across=ACROSS - aside, lines=1, height=60)
    _write(card, block, y=FOOT_LINE, colour=theme.ink, rtl=rtl)
    if dial:
        sign = minute(
            size=DIAL, place=drawn.get("number") or 1, ticks=theme.quiet, tick=theme.ember, ground=theme.paper
        )
        card.paste(sign, (START if rtl else END - DIAL, FOOT_LINE - DIAL + 10))


def _write(card: Image.Image, block: Block, *, y: int, colour: str, rtl: bool) -> int:
    """Lines from this baseline on, at the side where the card's text begins. The last baseline."""
    draw = ImageDraw.Draw(card)
    for place, line in enumerate(block.lines):
        across = width(line, voice=block.voice, size=block.size, rtl=block.rtl)
        x = END - across if rtl else float(START)
        for piece in pieces(line, rtl=block.rtl):
            font, way = face(block.voice, piece.script, block.size), "rtl" if piece.rtl else "ltr"
            at = (x, y + place * block.step)
            draw.text(at, piece.text, fill=colour, font=font, anchor="ls", direction=way)
            x += font.getlength(piece.text, direction=way)
    return y + (len(block.lines) - 1) * block.step


def _packed(card: Image.Image) -> bytes:
    for quality in QUALITIES:
        out = BytesIO()
        # Letters keep their edges only where colour is not thinned out.
        card.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0)
        if out.tell() <= LIKED_BYTES:
            break
    return out.getvalue()
