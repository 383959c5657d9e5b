"""Derived files as rows: once for each original and recipe, whoever asks and how often."""

import threading

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connections

from series.models import Asset, Rendition
from series.video import rendition, renditions, upload
from series.video.keys import key_for
from series.video.refusal import Refused
from sparks.celery import app
from tests.factories import clips
from tests.factories.stores import Stores

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return clips.clip(tmp_path_factory.mktemp("clips") / "film.mp4", seconds=1).read_bytes()


def received(data: bytes, kind: str) -> Asset:
    asset = upload.receive(file=ContentFile(data, name="file"), kind=kind, by=None)
    assert asset.state == "ready", asset.refusal
    return asset


def test_a_film_has_one_rendition_called_web(stores: Stores, film: bytes) -> None:
    (web,) = renditions.make(asset_id=received(film, "video").pk)

    assert (web.recipe, web.content_type, web.width, web.height, web.duration_ms) == (
        "web",
        "video/mp4",
        108,
        192,
        1000,
    )
    assert stores.private.digest(web.private_key) == web.sha256
    assert stores.private.size_of(web.private_key) == web.bytes
    assert web.public_key == key_for("public", sha256=web.sha256, recipe="web", extension="mp4")
    assert stores.public.digest(web.public_key) is None


def test_a_poster_has_its_sizes_when_it_is_received(stores: Stores) -> None:
    asset = received(clips.picture(size=(800, 1422)), "image")

    rows = asset.renditions.order_by("width", "recipe")
    assert [(row.recipe, row.width) for row in rows] == [
        ("poster-360-jpeg", 360),
        ("poster-360-webp", 360),
        ("poster-720-jpeg", 720),
        ("poster-720-webp", 720),
        ("poster-800-jpeg", 800),
        ("poster-800-webp", 800),
    ]
    assert all(stores.private.digest(row.private_key) == row.sha256 for row in rows)
    assert (asset.facts["width"], asset.facts["height"], asset.facts["colour"]) == (800, 1422, "#c4521e")


def test_captions_become_strict_webvtt_with_a_transcript() -> None:
    asset = received(clips.VTT.encode(), "captions")

    (row,) = asset.renditions.all()
    assert (row.recipe, row.content_type) == ("captions", "text/vtt")
    assert row.public_key.endswith("/captions.vtt")
    assert asset.facts["transcript"] == "I started with one bar of soap."
    assert asset.facts["end_ms"] == 1500


def test_M4_making_twice_is_once(film: bytes) -> None:
    asset = received(film, "video")
    first = renditions.make(asset_id=asset.pk)
    second = renditions.make(asset_id=asset.pk)

    assert [row.pk for row in first] == [row.pk for row in second]
    assert Rendition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_of_two_workers_one_makes_and_the_other_leaves_it(
    film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    asset = received(film, "video")
    real, encoded, other = rendition.make, [], []

    def make_while_another_asks(*args, **kwargs):
        encoded.append(1)
        if len(encoded) == 1:
            other.append(_in_another_connection(asset.pk))
        return real(*args, **kwargs)

    monkeypatch.setattr(rendition, "make", make_while_another_asks)
    made = renditions.make(asset_id=asset.pk)

    assert (len(encoded), other, len(made)) == (1, [[]], 1)


def _in_another_connection(asset_id: int) -> list[Rendition]:
    found: list[list[Rendition]] = []

    def ask() -> None:
        try:
            found.append(renditions.make(asset_id=asset_id))
        finally:
            connections.close_all()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return found[0]


def test_a_film_without_rendition_is_found_again_until_it_has_one(film: bytes) -> None:
    asset = received(film, "video")
    assert list(renditions.missing()) == [asset]

    renditions.make(asset_id=asset.pk)
    assert list(renditions.missing()) == []


def test_M15_a_film_that_cannot_be_made_ready_says_so_and_waits_for_a_person(
    film: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asset = received(film, "video")
    with monkeypatch.context() as broken:
        broken.setattr(rendition, "make", _refuse)
        assert renditions.make(asset_id=asset.pk) == []

    asset.refresh_from_db()
    assert asset.facts["trouble"] == "The film could not be made ready."
    assert list(renditions.missing()) == []
    call_command("media", "make", str(asset.pk))
    assert capsys.readouterr().out == f"{asset.pk}: web\n"
    asset.refresh_from_db()
    assert "trouble" not in asset.facts


def _refuse(*args, **kwargs):
    raise Refused("The film could not be made ready.")


def test_the_command_makes_all_that_is_missing(film: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    asset = received(film, "video")

    call_command("media", "make")

    assert capsys.readouterr().out == f"{asset.pk}: web\n"


def test_the_command_says_which_file_is_not_there() -> None:
    with pytest.raises(CommandError, match="no ready file 4711"):
        call_command("media", "make", "4711")


def test_an_unfinished_file_has_no_renditions() -> None:
    asset = Asset.objects.create(kind="video", original_name="x")

    with pytest.raises(Asset.DoesNotExist):
        renditions.make(asset_id=asset.pk)


def test_a_queue_that_is_down_does_not_fail_the_upload(
    film: bytes,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks,
) -> None:
    # Fresh pools, so that the address of nobody is really asked.
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        asset = received(film, "video")

    assert len(callbacks) == 1
    assert "The queue does not answer" in caplog.text
    assert list(renditions.missing()) == [asset]
