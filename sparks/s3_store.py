"""A store in a bucket of any S3-compatible server."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

from botocore.config import Config
from botocore.exceptions import ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from sparks.storages import Store

IMMUTABLE = "public, max-age=31536000, immutable"
CHUNK = 1024 * 1024
PART = 256 * 1024


class S3Store(S3Storage):
    """A bucket of any S3-compatible server. Addresses, keys and region come from the settings."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "endpoint_url": settings.S3_ENDPOINT_URL or None,
                "region_name": settings.S3_REGION,
                "access_key": settings.S3_ACCESS_KEY_ID or None,
                "secret_key": settings.S3_SECRET_ACCESS_KEY or None,
                "client_config": client_config(),
                "file_overwrite": False,
                "querystring_auth": True,
                **options,
            }
        )

    @property
    def client(self) -> Any:
        return self.connection.meta.client

    def put(self, key: str, path: Path, *, content_type: str) -> None:
        # An upload appears whole or not at all, so what is there needs no second look.
        if self.size_of(key) is None:
            self.client.upload_file(str(path), self.bucket_name, key, ExtraArgs=_headers(content_type))

    def take(self, key: str, *, origin: Store, origin_key: str, content_type: str) -> None:
        source = {"Bucket": cast("S3Store", origin).bucket_name, "Key": origin_key}
        headers = {**_headers(content_type), "MetadataDirective": "REPLACE"}
        try:
            self.client.copy(source, self.bucket_name, key, ExtraArgs=headers)
        except ClientError as error:
            if _status(error) == 404:
                raise FileNotFoundError(f"{origin_key} is not in the private store.") from error
            raise

    def digest(self, key: str) -> str | None:
        try:
            body = self.client.get_object(Bucket=self.bucket_name, Key=key)["Body"]
        except ClientError as error:
            if _status(error) == 404:
                return None
            raise
        found = hashlib.sha256()
        for chunk in body.iter_chunks(CHUNK):
            found.update(chunk)
        return found.hexdigest()

    def size_of(self, key: str) -> int | None:
        try:
            return int(self.client.head_object(Bucket=self.bucket_name, Key=key)["ContentLength"])
        except ClientError as error:
            if _status(error) == 404:
                return None
            raise

    def remove(self, key: str) -> None:
        self.client.delete_object(Bucket=self.bucket_name, Key=key)

    def listed(self) -> Iterator[tuple[str, float]]:
        for found in self.bucket.objects.all():
            yield found.key, found.last_modified.timestamp()

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="sparks-") as folder:
            path = Path(folder) / Path(key).name
            try:
                self.client.download_file(self.bucket_name, key, str(path))
            except ClientError as error:
                if _status(error) == 404:
                    raise FileNotFoundError(f"{key} is not in the store.") from error
                raise
            yield path

    def part(self, key: str, *, first: int, last: int) -> Iterator[bytes]:
        try:
            answer = self.client.get_object(Bucket=self.bucket_name, Key=key, Range=f"bytes={first}-{last}")
        except ClientError as error:
            if _status(error) == 404:
                raise FileNotFoundError(f"{key} is not in the store.") from error
            raise
        return _read(answer["Body"])


def _read(body: Any) -> Iterator[bytes]:
    with closing(body):
        yield from body.iter_chunks(PART)


def client_config() -> Config:
    return Config(
        # boto3's own default adds checksums that many S3-compatible servers refuse.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        retries={"mode": "standard", "total_max_attempts": 4},
        connect_timeout=5,
        read_timeout=30,
    )


def _headers(content_type: str) -> dict[str, str]:
    return {"ContentType": content_type, "CacheControl": IMMUTABLE, "ContentDisposition": "inline"}


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])
