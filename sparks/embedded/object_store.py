"""An S3 server of our own (SeaweedFS), for tests: real signatures, multipart, ranges, conditional writes."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from sparks.embedded import ports, processes
from sparks.embedded.trouble import StackError
from sparks.embedded.voices import FileVoice

ACCESS_KEY = "sparks-tests"
SECRET_KEY = "not-a-secret-sparks-tests"
REGION = "us-east-1"
PARTS = ("s3", "master", "volume", "filer", "admin")
UNUSED = {"-webdav": "false", "-admin.ui": "false", "-s3.port.iceberg": "0", "-s3.port.lance": "0"}


@dataclass(frozen=True)
class Server:
    endpoint_url: str
    buckets: tuple[str, ...]
    process: subprocess.Popen[bytes]
    log: Path
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY
    region: str = REGION

    def public_url(self, bucket: str) -> str:
        return f"{self.endpoint_url}/{bucket}"

    def stop(self) -> None:
        processes.stop(self.process, by=signal.SIGINT, patience=10)


def start(
    data_dir: Path, *, buckets: Sequence[str] = ("private", "public"), public: Sequence[str] = ("public",)
) -> Server:
    """Start the store on free ports of 127.0.0.1 and return when each bucket answers.

    Anybody may read, but not list, the buckets named in `public`.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    identities = data_dir / "identities.json"
    identities.write_text(json.dumps(identity_file(public)))
    log = data_dir / "object-store.log"
    # The lower half, for each part also takes its port plus 10,000.
    numbers = {part: ports.free_port(below=55536) for part in PARTS}
    command = store_command(data_dir, identities, numbers, buckets)
    process = processes.start(command, voice=FileVoice(log), cwd=data_dir)
    server = Server(f"http://127.0.0.1:{numbers['s3']}", tuple(buckets), process, log)
    wait_until_it_answers(server)
    return server


def store_command(
    data_dir: Path, identities: Path, numbers: dict[str, int], buckets: Sequence[str]
) -> list[str | Path]:
    options = {
        "-dir": str(data_dir),
        "-ip": "127.0.0.1",
        "-ip.bind": "127.0.0.1",
        "-bucket": ",".join(buckets),
        "-s3.config": str(identities),
        "-master.telemetry": "false",
        **{f"-{part}.port": str(number) for part, number in numbers.items()},
        **UNUSED,
    }
    weed = Path(sys.executable).with_name("weed")
    return [weed, "mini", *[f"{name}={value}" for name, value in options.items()]]


def identity_file(public: Sequence[str]) -> dict[str, object]:
    owner = {
        "name": "owner",
        "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    visitor = {"name": "anonymous", "actions": [f"Read:{bucket}" for bucket in public]}
    return {"identities": [owner, visitor]}


def wait_until_it_answers(server: Server, *, patience: float = 60) -> None:
    client = boto3.client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}, connect_timeout=2),
    )
    deadline = time.monotonic() + patience
    while True:
        try:
            for bucket in server.buckets:
                client.put_object(Bucket=bucket, Key=".ready", Body=b"")
                client.delete_object(Bucket=bucket, Key=".ready")
            client.close()
            return
        except (BotoCoreError, ClientError) as error:
            if server.process.poll() is not None or time.monotonic() > deadline:
                server.stop()
                raise StackError(f"The object store does not answer ({error}); see {server.log}.") from None
            time.sleep(0.1)
