"""The environment that the parts of one stack share."""

import os

from sparks.embedded.home import CHECKOUT, Home


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
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
    }
