import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from series.pages.palette import contrast, palette
from series.pages.shown.look import stylesheet

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS)
def test_every_colour_an_editor_may_choose_gives_readable_text_in_both_themes(ember):
    for theme in (palette(ember).light, palette(ember).dark):
        for ground in (theme.paper, theme.tray):
            assert contrast(theme.ink, ground) >= 7
            assert contrast(theme.quiet, ground) >= 4.5
            assert contrast(theme.ember, ground) >= 4.5
        assert contrast(theme.on_ember, theme.solid) >= 4.5


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_a_colour_that_can_be_read_is_left_as_it_is():
    assert palette("#0f766e").light.solid == "#0f766e"


def test_the_themes_differ_and_each_names_every_colour():
    both = palette("#7c3aed")
    assert both.light != both.dark
    for theme in (both.light, both.dark):
        assert all(len(value) == 7 for value in dataclasses.asdict(theme).values())


def test_a_colour_that_is_none_falls_back_to_the_plain_hubs():
    assert stylesheet("red;} * {display:none") == stylesheet(None) == stylesheet("#c2410c")
    assert b"prefers-color-scheme:dark" in stylesheet("#123456")


def test_a_room_is_dark_by_day_and_paper_on_paper():
    text = stylesheet("#1d4ed8").decode()
    dark = palette("#1d4ed8").dark
    assert f".room{{--paper:{dark.paper};" in text
    assert "@media print{:root,.room{--paper:" in text
