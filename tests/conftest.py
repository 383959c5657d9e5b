"""Real Postgres for every test, started once a run. The environment is set before Django reads its settings."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from sparks.embedded import postgres
from tests import schema

_home = Path(tempfile.mkdtemp(prefix="sparks-test-"))
_home.chmod(0o711)  # as root, Postgres runs as another user, who has to pass


def _begin() -> postgres.Server | None:
    # Named here and not in pyproject.toml, where pytest-django would read the settings before this runs.
    os.environ["DJANGO_SETTINGS_MODULE"] = "sparks.settings.test"
    os.environ.setdefault("SPARKS_TEST_HOME", str(_home))
    os.environ.setdefault("SPARKS_HOME", str(_home))
    os.environ.setdefault("PUBLIC_URL", "http://hub.test")
    if "DATABASE_URL" in os.environ:
        django.setup()
        return None
    # What is migrated once and then copied for each process that tests.
    os.environ["TEST_TEMPLATE"] = postgres.ROLE
    laid = schema.lay(_home / "postgres")
    server = _start()
    os.environ["DATABASE_URL"] = server.url
    django.setup()
    if laid:
        return server
    _migrate()
    server.stop()
    schema.keep(server.cluster.data)
    return _start()


def _start() -> postgres.Server:
    return postgres.start(_home / "postgres", settings={**postgres.THROWAWAY, "max_connections": "200"})


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    # The seal first of all: it is of this database, and a copy has to have its own.
    _empty_tables()
    connection.close()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _server is not None:
        _server.stop()
    shutil.rmtree(_home, ignore_errors=True)


# What a migration writes and no test changes.
_KEPT = {
    *("django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"),
}


def _empty_tables() -> None:
    from django.db import connection

    tables = [name for name in connection.introspection.table_names() if name not in _KEPT]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in tables)
        )
        written = [row[0] for row in cursor.fetchall()]
        if written:
            cursor.execute(f"TRUNCATE {', '.join(written)} RESTART IDENTITY CASCADE")


def _emptied(_case: object, **_options: object) -> None:
    """Empty the tables that a test wrote to, instead of all of them: a tenth of the time of Django's own flush."""
    from series.wiring import prepare_database

    _empty_tables()
    prepare_database(using="default")


# One server a run: the processes of xdist inherit its address. While this is imported and not in a hook: the conftest
# of a folder below, which may import models, is read before any hook runs.
_server = _begin()


# What takes more than ten seconds, the longest first. A file goes whole to one process (`--dist loadfile`), and none
# shall be left for the end, where it would run alone. The first of all waits for most of its time.
LONG = (
    "series/publishing/test_workers.py",
    "series/test_role_table.py",
    "series/admin/test_home.py",
    "deploy/test_compose_runs.py",
    "series/demo/",
    "embedded/test_supervisor.py",
    "races/",
    "series/lineup/",
    "series/admin/lineup/",
    "series/video/",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not hasattr(config, "workerinput"):
        return  # one process: in the order that was asked for
    here = Path(__file__).parent
    counted = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[int, int, str]:
        name = item.path.relative_to(here).as_posix()
        long = next((at for at, start in enumerate(LONG) if name.startswith(start)), len(LONG))
        return long, -counted[item.path], name

    items.sort(key=turn)


@pytest.fixture(autouse=True, scope="session")
def _quick_flush() -> Iterator[None]:
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", _emptied)
        yield


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path) -> None:
    """Each test bakes and stores into folders of its own."""
    settings.PAGES_ROOT = tmp_path / "public"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "media"
