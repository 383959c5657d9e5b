import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from sparks.embedded import object_store


@pytest.mark.s3
def test_two_stores_side_by_side_keep_private_what_is_private(home):
    first, second = object_store.start(home / "a"), object_store.start(home / "b")
    try:
        client = boto3.client(
            "s3",
            endpoint_url=first.endpoint_url,
            region_name=first.region,
            aws_access_key_id=first.access_key,
            aws_secret_access_key=first.secret_key,
            config=Config(s3={"addressing_style": "path"}),
        )
        for bucket in first.buckets:
            client.put_object(Bucket=bucket, Key="film.mp4", Body=b"0123456789")
        ranged = httpx.get(f"{first.public_url('public')}/film.mp4", headers={"Range": "bytes=2-4"})

        assert (ranged.status_code, ranged.content) == (206, b"234")
        assert httpx.get(f"{first.public_url('private')}/film.mp4").status_code == 403
        assert httpx.get(f"{first.public_url('public')}/").status_code == 403
        assert httpx.get(f"{second.public_url('public')}/film.mp4").status_code == 404
        with pytest.raises(ClientError, match="PreconditionFailed"):
            client.put_object(Bucket="public", Key="film.mp4", Body=b"other", IfNoneMatch="*")
        client.close()
    finally:
        first.stop()
        second.stop()
    assert first.process.returncode is not None
