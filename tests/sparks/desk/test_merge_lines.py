"""Three versions of a text made into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparks.desk.merging.lines import merge_lines

texts = st.lists(st.sampled_from("abcdef"), max_size=8).map("\n".join)


def test_edits_in_different_places_come_together():
    merged = merge_lines(
        base="one\ntwo\nthree\nfour", theirs="ONE\ntwo\nthree\nfour", yours="one\ntwo\nthree\nFOUR\nfive"
    )
    assert (merged.text, merged.clean) == ("ONE\ntwo\nthree\nFOUR\nfive", True)


def test_edits_in_one_place_keep_both_passages_and_say_so():
    merged = merge_lines(base="a\nb\nc", theirs="a\nB one\nc", yours="a\nB two\nc")
    assert (merged.text, merged.clean) == ("a\nB one\nB two\nc", False)


@pytest.mark.parametrize(
    ("theirs", "yours", "text"),
    [("a\nc", "a\nb\nc\nd", "a\nc\nd"), ("", "", ""), ("a\r\nb\r\nc", "a\nb\nc\nd", "a\nb\nc\nd")],
    ids=["deleted and added", "both emptied", "line ends do not count"],
)
def test_what_fits_is_clean(theirs, yours, text):
    merged = merge_lines(base="a\nb\nc", theirs=theirs, yours=yours)
    assert (merged.text, merged.clean) == (text, True)


@given(base=texts, other=texts)
def test_what_only_one_side_changed_is_taken_as_it_is(base, other):
    assert merge_lines(base=base, theirs=other, yours=base).text == other
    assert merge_lines(base=base, theirs=base, yours=other).text == other
    both = merge_lines(base=base, theirs=other, yours=other)
    assert (both.text, both.clean) == (other, True)


@given(base=texts, theirs=texts, yours=texts)
def test_no_line_that_either_added_is_lost(base, theirs, yours):
    merged = merge_lines(base=base, theirs=theirs, yours=yours).text.split("\n")
    for side in (theirs, yours):
        assert set(side.split("\n")) - set(base.split("\n")) <= set(merged)
