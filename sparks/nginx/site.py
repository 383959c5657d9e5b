"""What differs between one nginx and the next."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, kw_only=True)
class Site:
    """`upstream` is "unix:/path" or "host:port"; give `resolver` if the host's address may change.

    `listen` are nginx listen addresses. `public_media_root` is None when media lies in S3, `media_url`
    its public address then. `access_log` is a path or "off".
    """

    public_url: str
    listen: tuple[str, ...]
    upstream: str
    pages_root: Path
    static_root: Path
    run_folder: Path
    public_media_root: Path | None = None
    media_url: str = ""
    access_log: str = "off"
    error_log: str = "stderr"
    user: str | None = None
    workers: str = "auto"
    resolver: str | None = None
    # As TRUSTED_HOPS: how many servers of ours stand before gunicorn, this nginx among them.
    trusted_hops: int = 1

    @property
    def scheme(self) -> str:
        return urlsplit(self.public_url).scheme

    @property
    def https(self) -> bool:
        return self.scheme == "https"

    @property
    def media_origin(self) -> str:
        """Scheme and host of the public media, empty when they are our own."""
        parts = urlsplit(self.media_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
