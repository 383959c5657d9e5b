"""Both stores, for real. The private one tells nothing; the public one is whole files, for ever."""

import hashlib
import os
from pathlib import Path

import httpx
import pytest

from series.video.addresses import media_url
from sparks.folder_store import FolderStore
from tests.factories.stores import Stores, buckets, s3_server, stores

__all__ = ["buckets", "s3_server", "stores"]

KEY = "ab/cd/ef/web.mp4"


def file_with(tmp_path: Path, content: bytes, name: str = "file") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_what_was_put_is_read_back_whole(stores: Stores, tmp_path: Path) -> None:
    content = os.urandom(9 * 1024 * 1024)
    stores.private.put(KEY, file_with(tmp_path, content), content_type="video/mp4")

    assert stores.private.digest(KEY) == hashlib.sha256(content).hexdigest()
    assert stores.private.size_of(KEY) == len(content)
    with stores.private.local(KEY) as path:
        assert path.read_bytes() == content


def test_M2_a_key_that_is_taken_is_never_overwritten(stores: Stores, tmp_path: Path) -> None:
    stores.private.put(KEY, file_with(tmp_path, b"first"), content_type="video/mp4")
    stores.private.put(KEY, file_with(tmp_path, b"second, longer", "other"), content_type="video/mp4")

    assert stores.private.digest(KEY) == hashlib.sha256(b"first").hexdigest()


def test_nothing_is_at_a_key_that_was_never_put(stores: Stores) -> None:
    assert stores.private.digest(KEY) is None
    assert stores.private.size_of(KEY) is None
    with pytest.raises(FileNotFoundError), stores.private.local(KEY) as path:
        path.read_bytes()


def test_taking_from_the_private_store_gives_the_same_bytes(stores: Stores, tmp_path: Path) -> None:
    stores.private.put("a/b/original.mp4", file_with(tmp_path, b"film"), content_type="video/mp4")
    for _ in range(2):
        stores.public.take(
            KEY, origin=stores.private, origin_key="a/b/original.mp4", content_type="video/mp4"
        )

    assert stores.anonymous(KEY) == b"film"


def test_taking_what_is_not_there_says_so_and_leaves_nothing(stores: Stores) -> None:
    with pytest.raises(FileNotFoundError):
        stores.public.take(KEY, origin=stores.private, origin_key="no/thing.mp4", content_type="video/mp4")

    assert list(stores.public.listed()) == []


def test_removing_leaves_nothing_and_twice_is_once(stores: Stores, tmp_path: Path) -> None:
    stores.public.put(KEY, file_with(tmp_path, b"film"), content_type="video/mp4")
    for _ in range(2):
        stores.public.remove(KEY)

    assert stores.anonymous(KEY) is None
    assert stores.public.digest(KEY) is None
    assert list(stores.public.listed()) == []


def test_removing_a_public_file_leaves_the_private_one(stores: Stores, tmp_path: Path) -> None:
    stores.private.put(KEY, file_with(tmp_path, b"film"), content_type="video/mp4")
    stores.public.take(KEY, origin=stores.private, origin_key=KEY, content_type="video/mp4")
    stores.public.remove(KEY)

    assert stores.private.digest(KEY) == hashlib.sha256(b"film").hexdigest()


def test_every_key_is_listed_with_its_time(stores: Stores, tmp_path: Path) -> None:
    path = file_with(tmp_path, b"x")
    for key in (KEY, "00/11/22/poster-360-webp.webp"):
        stores.private.put(key, path, content_type="image/webp")

    assert sorted(key for key, _ in stores.private.listed()) == ["00/11/22/poster-360-webp.webp", KEY]
    assert all(changed > 1_700_000_000 for _, changed in stores.private.listed())


def test_M5_visitors_cannot_read_the_private_store_even_with_the_key(stores: Stores, tmp_path: Path) -> None:
    stores.private.put(KEY, file_with(tmp_path, b"unreleased"), content_type="video/mp4")

    assert stores.anonymous_private(KEY) is None


def test_public_objects_are_immutable_typed_and_ranged(stores: Stores, tmp_path: Path) -> None:
    if stores.kind == "folder":
        # Headers of folders are the public server's, tested there; its types come from the ending.
        assert Path(KEY).suffix == ".mp4"
        return
    stores.private.put("a/b/o.mp4", file_with(tmp_path, b"0123456789"), content_type="text/plain")
    stores.public.take(KEY, origin=stores.private, origin_key="a/b/o.mp4", content_type="video/mp4")

    answer = httpx.get(media_url(KEY), headers={"Range": "bytes=2-5"})
    assert (answer.status_code, answer.content) == (206, b"2345")
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-disposition"] == "inline"


def test_M1_a_write_that_was_killed_is_not_mistaken_for_a_file(tmp_path: Path, settings) -> None:
    store = FolderStore(root="PRIVATE_MEDIA_ROOT")
    half = Path(settings.PRIVATE_MEDIA_ROOT) / "ab/cd/ef/.web.mp4.4711.unfinished"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"ha")

    assert store.size_of(KEY) is None
    store.put(KEY, file_with(tmp_path, b"whole"), content_type="video/mp4")
    assert Path(store.path(KEY)).read_bytes() == b"whole"


def test_a_failing_write_leaves_no_trace(tmp_path: Path, settings) -> None:
    store = FolderStore(root="PRIVATE_MEDIA_ROOT")
    with pytest.raises(FileNotFoundError):
        store.put(KEY, tmp_path / "missing", content_type="video/mp4")

    assert list(store.listed()) == []


def test_the_private_folder_is_closed_to_others_and_has_no_address(tmp_path: Path, settings) -> None:
    store = FolderStore(root="PRIVATE_MEDIA_ROOT")
    store.put(KEY, file_with(tmp_path, b"x"), content_type="video/mp4")

    assert Path(settings.PRIVATE_MEDIA_ROOT).stat().st_mode & 0o077 == 0
    with pytest.raises(ValueError, match="no address"):
        store.url(KEY)


def test_a_key_cannot_leave_the_folder(tmp_path: Path, settings) -> None:
    store = FolderStore(root="PRIVATE_MEDIA_ROOT")
    with pytest.raises(Exception, match="outside of the base path"):
        store.put("../escaped.mp4", file_with(tmp_path, b"x"), content_type="video/mp4")
