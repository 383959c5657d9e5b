"""`python -m sparks.nginx` prints the configuration that the environment asks for.

For production: NGINX_LISTEN (8080), NGINX_UPSTREAM (web:8000), NGINX_RESOLVER (none), NGINX_RUN (/tmp), and
TRUSTED_HOPS (1), PUBLIC_URL, PAGES_ROOT, STATIC_ROOT, PUBLIC_MEDIA_ROOT, S3_PUBLIC_URL as for the application.
"""

import os
import sys
from pathlib import Path

from sparks.nginx.render import render
from sparks.nginx.site import Site


def from_environment() -> Site:
    media_url = os.environ.get("S3_PUBLIC_URL", "")
    media_root = os.environ.get("PUBLIC_MEDIA_ROOT", "")
    return Site(
        public_url=required("PUBLIC_URL"),
        listen=tuple(os.environ.get("NGINX_LISTEN", "8080").split(",")),
        upstream=os.environ.get("NGINX_UPSTREAM", "web:8000"),
        resolver=os.environ.get("NGINX_RESOLVER") or None,
        pages_root=Path(required("PAGES_ROOT")),
        static_root=Path(required("STATIC_ROOT")),
        run_folder=Path(os.environ.get("NGINX_RUN", "/tmp")),  # noqa: S108 - a container's own
        public_media_root=Path(media_root) if media_root and not media_url else None,
        media_url=media_url,
        trusted_hops=hops(),
        access_log="/dev/stdout",
        error_log="/dev/stderr",
    )


def hops() -> int:
    value = os.environ.get("TRUSTED_HOPS") or "1"
    if not value.isdecimal():
        sys.exit(f"TRUSTED_HOPS is {value!r}. Give it a number, like 1.")
    return int(value)


def required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set. Give it a value in the environment.")
    return value


if __name__ == "__main__":
    sys.stdout.write(render(from_environment()))
