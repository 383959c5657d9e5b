"""The environment that the parts of one stack share."""

import os
from datetime import UTC, datetime

from sparks.embedded.home import CHECKOUT, Home

SOURCES = {".py", ".html", ".css", ".js", ".svg", ".txt", ".xml"}


def environment(home: Home, *, database_url: str, redis_url: str) -> dict[str, str]:
    """Ours over the caller's: a DATABASE_URL left over in a shell must not reach another project's data."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sparks.settings.local",
        "SPARKS_HOME": str(home.folder),
        "PORT": str(home.port),
        "PUBLIC_URL": home.url,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PAGES_ROOT": str(home / "public"),
        "STATIC_ROOT": str(home / "static"),
        "PRIVATE_MEDIA_ROOT": str(home.media / "private"),
        "PUBLIC_MEDIA_ROOT": str(home.media / "public"),
        "BUILD": os.environ.get("BUILD") or build(),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
    }


def build() -> str:
    """The age of the newest source file as a stamp that sorts: a changed template bakes every page again."""
    rooms = ("sparks", "series", "creators", "templates", "static")
    files = (file for room in rooms for file in (CHECKOUT / room).rglob("*") if file.suffix in SOURCES)
    newest = max(file.stat().st_mtime for file in files)
    return datetime.fromtimestamp(newest, UTC).strftime("%Y%m%d%H%M%S")
