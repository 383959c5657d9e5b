"""An upload is ready, refused, or was never finished; the same bytes are one file."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from series.models import Asset, Rendition
from series.states import AssetState
from series.video import limits, renditions, sweep, upload
from sparks.states import IllegalMove
from sparks.storages import private_store
from tests.factories import clips
from tests.factories.people import ana
from tests.factories.stores import Stores

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return clips.clip(tmp_path_factory.mktemp("clips") / "film.mp4", seconds=1).read_bytes()


def received(data: bytes, *, name: str = "cut 3 FINAL.mp4", kind: str = "video") -> Asset:
    return upload.receive(file=SimpleUploadedFile(name, data), kind=kind, by=ana())


def test_a_film_is_ready_with_what_was_measured(stores: Stores, film: bytes) -> None:
    asset = received(film)

    asset.refresh_from_db()
    assert (asset.state, asset.original_name, asset.bytes) == ("ready", "cut 3 FINAL.mp4", len(film))
    assert (asset.content_type, asset.facts["duration_ms"], asset.facts["width"]) == ("video/mp4", 1000, 108)
    assert asset.uploaded_by == ana()
    assert stores.private.digest(asset.private_key) == asset.sha256


def test_the_name_of_the_file_is_in_no_key(film: bytes) -> None:
    asset = received(film, name="Jasmine Vega secret.mp4")
    renditions.make(asset_id=asset.pk)

    keys = [asset.private_key, *Rendition.objects.values_list("private_key", flat=True)]
    keys += Rendition.objects.values_list("public_key", flat=True)
    assert keys
    assert not any("asmine" in key or "secret" in key for key in keys)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\films\\cut.mp4", "a\0b.mp4", "", "é" * 400 + ".mp4"]
)
def test_a_name_is_only_a_name(film: bytes, name: str) -> None:
    asset = upload.receive(file=ContentFile(film, name=name), kind="video", by=None)

    assert asset.state == "ready"
    assert "/" not in asset.original_name
    assert "\\" not in asset.original_name
    assert 0 < len(asset.original_name) <= 255


def test_a_large_upload_that_django_spooled_to_disk_is_taken(film: bytes) -> None:
    with TemporaryUploadedFile("film.mp4", "video/mp4", len(film), None) as file:
        file.write(film)
        file.seek(0)
        assert upload.receive(file=file, kind="video", by=None).state == "ready"


def test_M2_two_uploads_of_one_name_are_two_files(film: bytes, tmp_path: Path) -> None:
    other = clips.clip(tmp_path / "other.mp4", seconds=1, seed=9).read_bytes()

    first, second = received(film, name="test.mp4"), received(other, name="test.mp4")

    assert first.pk != second.pk
    assert private_store().digest(first.private_key) == first.sha256
    assert private_store().digest(second.private_key) == second.sha256


def test_the_same_bytes_twice_are_one_file(film: bytes) -> None:
    first, second = received(film, name="a.mp4"), received(film, name="b.mp4")

    assert first.pk == second.pk
    assert Asset.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.race
def test_the_same_bytes_at_once_are_one_file(film: bytes) -> None:
    found: list[int] = []

    def send() -> None:
        try:
            found.append(upload.receive(file=ContentFile(film, name="x.mp4"), kind="video", by=None).pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 3
    assert len(set(found)) == 1
    assert Asset.objects.count() == 1


def test_M4_the_file_can_be_read_again_after_it_was_stored(film: bytes) -> None:
    file = SimpleUploadedFile("film.mp4", film)
    upload.receive(file=file, kind="video", by=None)

    file.seek(0)
    assert file.read() == film


REFUSED = {
    "empty": (b"", "video", "empty"),
    "M9 playlist": (b"#EXTM3U\nfile:///etc/passwd\n", "video", "not an MP4"),
    "M7 svg": (b"<svg onload='alert(1)'/>", "image", "not a JPEG"),
    "M7 html": (b"<!doctype html><script>alert(1)</script>", "image", "not a JPEG"),
    "picture as film": (clips.picture(size=(90, 160)), "video", "not an MP4"),
    "captions": (b"WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", "captions", "Cue 1, line 3"),
}


@pytest.mark.parametrize(("data", "kind", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_says_why_and_is_not_stored(stores: Stores, data: bytes, kind: str, why: str) -> None:
    asset = received(data, kind=kind)

    asset.refresh_from_db()
    assert asset.state == "refused"
    assert why in asset.refusal
    assert list(stores.private.listed()) == []


def test_a_file_over_the_limit_is_refused_while_it_comes(
    monkeypatch: pytest.MonkeyPatch, film: bytes
) -> None:
    monkeypatch.setattr(limits, "LARGEST_VIDEO", 1024)

    assert "larger than" in received(film).refusal


def test_several_faults_are_kept_one_a_line() -> None:
    bad = b"WEBVTT\n\n00:02.000 --> 00:01.000\nx\n\nhello\n"

    assert len(received(bad, kind="captions").refusal.splitlines()) == 2


def test_a_refused_file_can_be_sent_again_mended(film: bytes) -> None:
    assert received(film[: len(film) // 2]).state == "refused"
    assert received(film).state == "ready"


# -- unfinished ----------------------------------------------------------------------------------------------

KILLED_WHILE_MEASURING = """
import os, signal, django
django.setup()
from django.core.files.base import ContentFile
from series.video import intake, upload
intake.INSPECT["video"] = lambda path: os.kill(os.getpid(), signal.SIGKILL)
upload.receive(file=ContentFile(b"x" * 5000, name="film.mp4"), kind="video", by=None)
"""


@pytest.mark.django_db(transaction=True)
def test_M1_a_killed_upload_is_unfinished_and_swept(settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_MEASURING], env=_environment(settings), check=False
    )

    assert done.returncode == -9
    asset = Asset.objects.get()
    assert asset.state == AssetState.STARTED
    assert sweep.run() == []
    later = timezone.now() + timedelta(hours=7)
    assert [left.asset_id for left in sweep.find(at=later)] == [asset.pk]
    assert [left.asset_id for left in sweep.run(at=later)] == [asset.pk]
    assert not Asset.objects.exists()
    assert sweep.run(at=later) == []


def _environment(settings) -> dict[str, str]:
    name = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"]
    path, _, query = address.partition("?")
    return {
        **os.environ,
        "DATABASE_URL": f"{path.rpartition('/')[0]}/{name}" + (f"?{query}" if query else ""),
        "PRIVATE_MEDIA_ROOT": str(settings.PRIVATE_MEDIA_ROOT),
    }


def test_M1_stored_but_not_finished_is_swept_with_its_object(stores: Stores, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"film")
    stores.private.put("ab/cd/ef/original.mp4", path, content_type="video/mp4")
    Asset.objects.create(kind="video", original_name="x", private_key="ab/cd/ef/original.mp4")

    sweep.run(at=timezone.now() + timedelta(hours=7))

    assert list(stores.private.listed()) == []


def test_sweeping_an_unfinished_twin_leaves_the_finished_file(film: bytes) -> None:
    asset = received(film)
    Asset.objects.create(kind="video", original_name="x", private_key=asset.private_key)

    sweep.run(at=timezone.now() + timedelta(hours=7))

    assert Asset.objects.get() == asset
    assert private_store().digest(asset.private_key) == asset.sha256


def test_objects_that_no_row_names_are_swept_and_named_ones_stay(
    stores: Stores, film: bytes, tmp_path: Path
) -> None:
    asset = received(film)
    made = renditions.make(asset_id=asset.pk)
    path = tmp_path / "file"
    path.write_bytes(b"orphan")
    stores.private.put("00/00/00/original.mp4", path, content_type="video/mp4")

    sweep.run(at=timezone.now() + timedelta(hours=7))

    left = {key for key, _ in stores.private.listed()}
    assert left == {asset.private_key, *(row.private_key for row in made)}


def test_the_sweep_command_says_what_it_would_remove_and_removes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asset = Asset.objects.create(kind="video", original_name="x")
    Asset.objects.filter(pk=asset.pk).update(created_at=timezone.now() - timedelta(days=2))

    call_command("media", "sweep", dry_run=True)
    assert f"would remove upload {asset.pk}" in capsys.readouterr().out
    assert Asset.objects.exists()

    call_command("media", "sweep")
    assert f"removed upload {asset.pk}" in capsys.readouterr().out
    assert not Asset.objects.exists()


def test_an_upload_that_was_swept_meanwhile_is_told(
    film: bytes, monkeypatch: pytest.MonkeyPatch, stores: Stores
) -> None:
    whole = type(stores.private).put

    def put_after_the_sweep(self, key: str, path: Path, *, content_type: str) -> None:
        whole(self, key, path, content_type=content_type)
        Asset.objects.filter(state=AssetState.STARTED).delete()

    monkeypatch.setattr(type(stores.private), "put", put_after_the_sweep)
    with pytest.raises(IllegalMove, match="Send the file again"), transaction.atomic():
        received(film)


def test_ready_and_refused_are_final(film: bytes) -> None:
    asset = received(film)
    with pytest.raises(Exception, match="state"), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(state=AssetState.STARTED)
