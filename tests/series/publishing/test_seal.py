"""A restored copy is mute until a person accepts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from series.models import Release, Seal
from series.publishing import seal

MANAGE = Path(__file__).parents[3] / "manage.py"
COPY = "sparks_restored_copy"


def show() -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("seal", "show", stdout=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.mark.django_db
def test_a_new_database_is_sealed_by_the_first_migrate():
    assert Seal.objects.get().environment == "test"
    assert seal.is_open()
    assert seal.state() == seal.SealState(True, "This database belongs to “test”.")
    assert show() == (0, "This database belongs to “test”.\n")


@pytest.mark.django_db
def test_another_environment_is_mute_until_it_is_accepted(settings):
    settings.ENVIRONMENT_ID = "staging"
    assert not seal.is_open()
    code, words = show()
    assert code == 1
    assert "belongs to “test”, and this installation is “staging”" in words
    assert "manage.py seal accept --environment staging" in words
    call_command("seal", "accept", "--environment", "staging", stdout=StringIO())
    assert seal.is_open()
    assert show()[0] == 0


@pytest.mark.django_db
def test_a_name_that_is_not_this_installation_is_refused():
    with pytest.raises(CommandError, match="This installation is “test”, not “production”"):
        call_command("seal", "accept", "--environment", "production")
    assert Seal.objects.get().environment == "test"


@pytest.mark.django_db
def test_without_an_environment_name_nothing_is_open_or_sealed(settings):
    settings.ENVIRONMENT_ID = ""
    assert not seal.is_open()
    assert "ENVIRONMENT_ID is not set" in seal.state().sentence
    Seal.objects.all().delete()
    seal.seal_fresh_database()
    assert not Seal.objects.exists()


@pytest.mark.django_db
def test_a_database_that_lost_its_seal_but_has_releases_is_not_sealed_by_itself():
    Seal.objects.all().delete()
    Release.objects.create(kind="update", instant="2030-01-01T00:00:00Z")
    seal.seal_fresh_database()
    assert not seal.is_open()
    assert "has no seal" in seal.state().sentence


@pytest.mark.django_db
def test_migrating_again_changes_no_seal():
    Seal.objects.update(fingerprint="1/2")
    call_command("migrate", verbosity=0)
    assert Seal.objects.get().fingerprint == "1/2"
    assert "is a copy of the one of “test”" in seal.state().sentence


@pytest.mark.django_db
def test_demonstration_is_said_kept_and_taken_back():
    assert not seal.is_demonstration()
    seal.accept(environment="test", demonstration=True)
    assert seal.is_demonstration()
    seal.accept(environment="test")
    assert seal.is_demonstration()
    call_command("seal", "accept", "--environment", "test", "--demonstration", "no", stdout=StringIO())
    assert not seal.is_demonstration()


@pytest.mark.django_db
def test_the_copy_of_a_demonstration_is_no_demonstration(settings):
    seal.accept(environment="test", demonstration=True)
    settings.ENVIRONMENT_ID = "production"
    assert not seal.is_demonstration()


@pytest.mark.django_db
def test_is_open_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        seal.is_open()


def address_of(database: str) -> str:
    at = connection.settings_dict
    return f"postgresql://{at['USER']}@/{database}?host={quote(at['HOST'], safe='/')}"


def manage(database: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "DATABASE_URL": address_of(database),
        "DJANGO_SETTINGS_MODULE": "sparks.settings.test",
    }
    return subprocess.run(
        [sys.executable, MANAGE, *words], env=env, capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def server_door(transactional_db) -> Iterator[psycopg.Connection]:
    """A connection beside the test's own, which is let go: Postgres copies only what nobody is using."""
    Seal.objects.update(demonstration=True)
    connection.close()
    with psycopg.connect(address_of("postgres"), autocommit=True) as door:
        yield door
        door.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(COPY)))


def original_name() -> str:
    return str(connection.settings_dict["NAME"])


def assert_mute_until_accepted() -> None:
    shown = manage(COPY, "seal", "show")
    assert shown.returncode == 1, shown.stderr
    assert "is a copy of the one of “test”: nothing is published or sent" in shown.stdout
    migrated = manage(COPY, "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    assert manage(COPY, "seal", "show").returncode == 1
    accepted = manage(COPY, "seal", "accept", "--environment", "test", "--demonstration", "no")
    assert (accepted.returncode, accepted.stdout) == (0, "This database belongs to “test”.\n")
    assert manage(original_name(), "seal", "show").returncode == 0


def test_O6_a_copy_beside_the_original_is_mute_until_accepted(server_door):
    server_door.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(COPY), sql.Identifier(original_name())
        )
    )
    assert_mute_until_accepted()


def test_O6_a_dump_restored_elsewhere_is_mute_until_accepted(server_door, tmp_path):
    from sparks.embedded import postgres

    dump = tmp_path / "sparks.dump"
    with postgres.temporary() as spare:
        tools = spare.cluster.binaries
    subprocess.run(
        [tools / "pg_dump", "-Fc", "-f", dump, address_of(original_name())], check=True, timeout=120
    )
    server_door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(COPY)))
    subprocess.run(
        [tools / "pg_restore", "--no-owner", "-d", address_of(COPY), dump], check=True, timeout=120
    )
    assert_mute_until_accepted()
