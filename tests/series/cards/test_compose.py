"""A card looks designed whatever its words are: nothing over an edge, nothing but letters that can be read."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from series.cards.compose import END, START, compose
from series.cards.letters import pieces, reads_rtl, width, writable
from series.cards.lines import fitted

WORDS = {"line": "A bar of soap", "label": "Sparks of Good", "hub": "Sparks", "ember": "#c2410c"}
NAMES = [
    "Jo",
    "Jessie Whittington",
    "Wolfeschlegelsteinhausenbergerdorff" * 8,
    "One name and many words of it " * 20,
    "أمينة عبد الرحمن الخطيب",
    "נועה בן־דוד",
    "أمينة Khalid & Sons",
    "山田太郎",
    "🧼",
    "a\u0301 \u202eb",
]


def drawn(name: str, kind: str = "episode", **more: object) -> dict[str, object]:
    return {"kind": kind, "name": name, "number": 3, **WORDS, **more}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_fits_and_the_same_words_give_the_same_bytes(name):
    card = drawn(name, line=name, label=name, hub=name)
    data = compose(card, still=None)
    assert data == compose(card, still=None)
    assert len(data) <= 120_000
    picture = opened(data)
    assert picture.size == (1200, 630)
    # Nothing stands in the margins at either side of the words.
    for left, right in ((START - 60, START - 12), (END + 12, 1200)):
        margin = picture.crop((left, 0, right, 630))
        plain = Image.new("RGB", margin.size, margin.getpixel((margin.width - 1, 0)))
        worst = max(high for _low, high in ImageChops.difference(margin, plain).getextrema())
        assert worst < 24, name


def test_a_still_stands_left_and_upright():
    picture = opened(compose(drawn("Jo"), still=Image.new("RGB", (720, 1280), "#00ff00")))
    assert [picture.getpixel(at)[1] > 200 for at in ((5, 5), (340, 620))] == [True, True]
    assert picture.getpixel((380, 300))[0] > 200


def test_words_that_read_from_the_right_stand_at_the_right():
    def ink(card: bytes) -> tuple[int, int]:
        block = opened(card).crop((START, 130, END, 440)).convert("L").point(lambda v: 255 if v < 90 else 0)
        left, _top, right, _end = block.getbbox()
        return left, block.width - right

    left, right = ink(compose(drawn("أمينة", line=""), still=None))
    assert right < 20 < left
    left, right = ink(compose(drawn("Ana", line=""), still=None))
    assert left < 20 < right


def test_pieces_stand_in_the_order_in_which_they_are_read():
    def said(line: str, *, rtl: bool) -> list[str]:
        return [text for piece in pieces(line, rtl=rtl) if (text := piece.text.strip())]

    assert said("Ana أمينة Ben", rtl=False) == ["Ana", "أمينة", "Ben"]
    assert said("أمينة Khalid نور", rtl=True) == ["نور", "Khalid", "أمينة"]
    assert reads_rtl("«أمينة»")
    assert not reads_rtl("12 Ana أمينة")


def test_what_no_face_has_is_no_empty_box():
    assert writable("Soap 🧼 & more") == "Soap & more"
    assert writable("山田太郎") == ""
    assert writable("أمينة & נועה & Ana") == "أمينة & נועה & Ana"


@pytest.mark.parametrize("text", ["word " * 80, "x" * 400, "صابون " * 60])
def test_text_that_does_not_fit_is_cut_with_an_ellipsis(text):
    block = fitted(text, voice="name", sizes=(80, 44), across=600, lines=3, height=300)
    assert len(block.lines) <= 3
    assert block.height <= 300
    assert block.lines[-1].endswith("…")
    assert all(width(line, voice="name", size=block.size, rtl=block.rtl) <= 600 for line in block.lines)
