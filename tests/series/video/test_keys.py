"""Keys say nothing, and can't be worked out without the secret."""

import hashlib

from series.video.keys import key_for

FILM = {"sha256": hashlib.sha256(b"film").hexdigest(), "recipe": "web", "extension": "mp4"}


def test_the_same_content_has_the_same_key_and_other_content_another() -> None:
    other = {**FILM, "sha256": hashlib.sha256(b"other").hexdigest()}

    assert key_for("public", **FILM) == key_for("public", **FILM)
    assert key_for("public", **FILM) != key_for("public", **other)


def test_M5_a_key_shows_neither_the_content_nor_the_other_store_s_key(settings) -> None:
    public, private = key_for("public", **FILM), key_for("private", **FILM)

    assert FILM["sha256"] not in public.replace("/", "")
    assert public.split("/")[:3] != private.split("/")[:3]
    settings.SECRET_KEY = "another secret"
    assert key_for("public", **FILM) != public


def test_a_key_is_spread_over_folders_and_ends_in_what_it_is() -> None:
    first, second, rest, name = key_for("public", **FILM).split("/")

    assert (len(first), len(second), len(rest), name) == (2, 2, 60, "web.mp4")
