"""What went and what came, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from sparks.desk.words import pieces

texts = st.text(alphabet="ab \n.é", max_size=40)


def marked(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(before, after)]


def test_a_changed_word_is_marked_and_the_rest_is_not():
    assert marked("She boiled soap.", "She boiled soup.") == [
        ("same", "She boiled "),
        ("del", "soap"),
        ("ins", "soup"),
        ("same", "."),
    ]


def test_nothing_and_something():
    assert marked("", "") == []
    assert marked("", "new") == [("ins", "new")]
    assert marked("old", "") == [("del", "old")]


def test_a_very_long_passage_is_marked_as_a_whole_and_soon():
    before, after = "word " * 20_000, "other " * 20_000
    assert [piece.kind for piece in pieces(before, after)] == ["del", "ins"]


@given(before=texts, after=texts)
def test_both_versions_can_be_read_from_the_pieces(before, after):
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "ins") == before
    assert "".join(piece.text for piece in found if piece.kind != "del") == after
