import re

import pytest

from series.pages.dial import dial, mark, ruler


def dashes(svg: str, name: str) -> list[float]:
    pattern = re.search(rf'class="{name}"[^>]*stroke-dasharray="([^"]+)"', svg)
    assert pattern
    return [float(number) for number in pattern[1].split()]


@pytest.mark.parametrize("count", [1, 2, 30, 59, 60])
def test_the_first_ticks_are_lit_and_the_rest_of_the_circle_is_not(count):
    pattern = dashes(dial(lit=count), "lit")
    assert sum(pattern) == pytest.approx(60)
    assert len(pattern) == 2 * count


def test_no_tick_and_more_than_all_are_possible():
    assert 'class="lit"' not in dial(lit=0)
    assert dial(lit=99) == dial(lit=60)


@pytest.mark.parametrize("places", [(1,), (1, 2, 3), (60, 1), (61,), (5, 65, 17)])
def test_long_ticks_close_the_circle_wherever_they_stand(places):
    pattern = dashes(dial(long=places), "long")
    assert sum(pattern) == pytest.approx(60)
    assert len(pattern) == 2 * len({(place - 1) % 60 for place in places})


def test_the_sixty_first_place_is_the_first_again():
    assert dial(long=(61,)) == dial(long=(1,))
    assert mark(61) == mark(1)


def test_a_label_is_read_out_escaped_and_without_one_the_dial_is_decoration():
    assert "<title>3 of &lt;60&gt;</title>" in dial(label="3 of <60>")
    assert 'role="img"' in dial(label="x")
    assert 'aria-hidden="true"' in dial()
    assert 'aria-hidden="true"' in ruler()


def test_it_stays_a_few_hundred_bytes():
    assert len(dial()) < 360
    assert len(mark(7)) < 420
    assert len(dial(long=tuple(range(1, 61)))) < 1100
