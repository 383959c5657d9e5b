"""Both kinds of store, for real: folders, and an S3 server of our own."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from series.video.addresses import media_url
from sparks.embedded import object_store
from sparks.storages import Store, private_store, public_store


@dataclass(frozen=True)
class Stores:
    kind: str
    private: Store
    public: Store
    # Where anybody could ask for a file by its key.
    private_address: str

    def anonymous(self, key: str) -> bytes | None:
        """What a visitor gets at the public address of `key`."""
        return self._fetched(media_url(key)) if self.kind == "s3" else self._file(self.public, key)

    def anonymous_private(self, key: str) -> bytes | None:
        """What a visitor gets who asks the private store, or the public one for a private key."""
        if self.kind == "s3":
            return self._fetched(f"{self.private_address}/{key}") or self._fetched(media_url(key))
        return self._file(self.public, key)

    def _fetched(self, address: str) -> bytes | None:
        answer = httpx.get(address)
        assert answer.status_code in {200, 403, 404}
        return answer.content if answer.status_code == 200 else None

    def _file(self, store: Store, key: str) -> bytes | None:
        path = Path(store.path(key))
        return path.read_bytes() if path.exists() else None


@pytest.fixture(scope="session")
def s3_server() -> Iterator[object_store.Server]:
    with tempfile.TemporaryDirectory(prefix="sparks-s3-") as folder:
        server = object_store.start(Path(folder))
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def stores(request: pytest.FixtureRequest) -> Stores:
    if request.param == "s3":
        return request.getfixturevalue("buckets")
    return Stores("folder", private_store(), public_store(), "")


@pytest.fixture
def buckets(s3_server: object_store.Server, settings) -> Iterator[Stores]:
    settings.S3_ENDPOINT_URL = s3_server.endpoint_url
    settings.S3_REGION = s3_server.region
    settings.S3_ACCESS_KEY_ID = s3_server.access_key
    settings.S3_SECRET_ACCESS_KEY = s3_server.secret_key
    settings.S3_PRIVATE_BUCKET, settings.S3_PUBLIC_BUCKET = "private", "public"
    settings.S3_PUBLIC_URL = s3_server.public_url("public")
    settings.STORAGES = {
        **settings.STORAGES,
        **{
            name: {"BACKEND": "sparks.s3_store.S3Store", "OPTIONS": {"bucket_name": name}}
            for name in ("private", "public")
        },
    }
    stores = Stores("s3", private_store(), public_store(), s3_server.public_url("private"))
    yield stores
    for store in (stores.private, stores.public):
        for key, _ in list(store.listed()):
            store.remove(key)
