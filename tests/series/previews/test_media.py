"""Films, posters and captions that are not public, whole and in parts, from both kinds of store."""

import pytest
from django.test import Client
from django.urls import reverse

from series.models import Rendition
from series.previews import links, media, ranges
from sparks.storages import private_store
from tests.factories import people, previews, subjects
from tests.factories.stores import buckets, s3_server, stores  # noqa: F401 -- fixtures
from tests.series.admin.pages import desk

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


def film_of(revision) -> Rendition:
    [file] = revision.content["video"]["files"]
    return Rendition.objects.get(public_key=file["key"])


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, 999),
        ("bytes=0-99", 0, 99),
        ("bytes=900-5000", 900, 999),
        ("bytes=-100", 900, 999),
        ("bytes=-5000", 0, 999),
        ("bytes=999-999", 999, 999),
    ],
)
def test_one_part_is_what_was_asked_for(asked, first, last):
    assert ranges.asked(asked, size=1000) == ranges.Part(first, last)


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "seconds=1-2", "bytes=٣-"])
def test_what_is_not_understood_gives_the_whole(asked):
    assert ranges.asked(asked, size=1000) is None


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=-0", "bytes=5000-6000"])
def test_what_the_file_has_not_is_refused(asked):
    with pytest.raises(ranges.NotThere):
        ranges.asked(asked, size=1000)


def test_a_film_comes_whole_and_in_parts_from_either_store(stores):  # noqa: F811
    revision = previews.submitted(subjects.make_episode())
    film = film_of(revision)
    _link, token = previews.shared(revision)
    address = reverse("preview-file", args=[token, film.pk])
    visitor = Client()
    whole = visitor.get(address)
    data = body(whole)
    assert whole.status_code == 200
    assert len(data) == film.bytes == int(whole["Content-Length"])
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Content-Type"] == "video/mp4"
    part = visitor.get(address, headers={"range": "bytes=10-109"})
    assert part.status_code == 206
    assert part["Content-Range"] == f"bytes 10-109/{film.bytes}"
    assert part["Content-Length"] == "100"
    assert body(part) == data[10:110]
    beyond = visitor.get(address, headers={"range": f"bytes={film.bytes}-"})
    assert beyond.status_code == 416
    assert beyond["Content-Range"] == f"bytes */{film.bytes}"
    head = visitor.head(address)
    assert head["Content-Length"] == str(film.bytes)
    assert head.content == b""
    changed = visitor.get(address, headers={"range": "bytes=10-109", "if-range": '"another cut"'})
    assert changed.status_code == 200
    with pytest.raises(FileNotFoundError):
        private_store().part("not/there", first=0, last=1)


def test_staff_get_parts_as_well_and_others_nothing():
    film = film_of(previews.submitted(subjects.make_episode()))
    address = reverse("desk-file", args=[film.pk])
    part = desk(people.ben()).get(address, headers={"range": "bytes=0-9"})
    assert part.status_code == 206
    assert len(body(part)) == 10
    assert desk(people.eli()).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_film_on_its_way_ends_once_the_link_is_revoked(monkeypatch):
    """As somebody with a slow line has it: what was sent was sent, the rest does not follow."""
    monkeypatch.setattr(media, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr("sparks.folder_store.CHUNK", 64)
    revision = previews.submitted(subjects.make_episode())
    link, token = previews.shared(revision)
    film = film_of(revision)
    response = Client().get(reverse("preview-file", args=[token, film.pk]))
    chunks = iter(response)
    got = len(next(chunks))
    links.revoke(link_id=link.pk, by=people.ana())
    got += sum(len(chunk) for chunk in chunks)
    assert got < film.bytes / 2
    assert response["X-Accel-Buffering"] == "no"


def test_a_file_that_is_lost_is_nothing_and_no_fault():
    revision = previews.submitted(subjects.make_episode())
    film = film_of(revision)
    _link, token = previews.shared(revision)
    private_store().remove(film.private_key)
    assert Client().get(reverse("preview-file", args=[token, film.pk])).status_code == 404
