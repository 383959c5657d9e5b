"""Whether this database is where it belongs. A restored copy publishes nothing and sends nothing.

A database is sealed with the name of its installation (ENVIRONMENT_ID) and a fingerprint: the cluster's system
identifier and the database's number in it. A dump restored elsewhere, a CREATE DATABASE … TEMPLATE and a dump
restored beside the original all change the fingerprint; a copy of the whole data folder does not, and is told
apart by its ENVIRONMENT_ID alone: give every installation a name of its own.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Func, TextField

from series.models import Release, Seal

_FINGERPRINT = (
    "(SELECT system_identifier FROM pg_control_system())::text || '/' ||"
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@dataclass(frozen=True)
class SealState:
    open: bool
    sentence: str
    demonstration: bool = False


def fingerprint(*, using: str = DEFAULT_DB_ALIAS) -> str:
    """This database, as no copy made by Postgres' own tools can be: "system identifier/database number"."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {_FINGERPRINT}")
        return str(cursor.fetchone()[0])


def is_open() -> bool:
    """Whether this installation may publish and send. One query; ask again each time."""
    return _matches()


def _matches(further: str = "") -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM series_seal"
            f" WHERE environment = %s AND fingerprint = {_FINGERPRINT} {further})",
            [settings.ENVIRONMENT_ID or None],
        )
        return bool(cursor.fetchone()[0])


def state() -> SealState:
    """The same answer as is_open, with a sentence that says what to do."""
    here = settings.ENVIRONMENT_ID
    accept = f"If it belongs here now, run `manage.py seal accept --environment {here or 'NAME'}`."
    found = (
        Seal.objects.filter(pk=1)
        .annotate(now_in=Func(template=_FINGERPRINT, output_field=TextField()))
        .first()
    )
    if not here:
        return SealState(False, "ENVIRONMENT_ID is not set: nothing is published or sent. Give it a name.")
    if found is None:
        return SealState(False, f"This database has no seal: nothing is published or sent. {accept}")
    if found.environment != here:
        return SealState(
            False,
            f"This database belongs to “{found.environment}”, and this installation is “{here}”:"
            f" nothing is published or sent. {accept}",
        )
    if found.fingerprint != found.now_in:
        return SealState(
            False, f"This database is a copy of the one of “{here}”: nothing is published or sent. {accept}"
        )
    return SealState(True, f"This database belongs to “{here}”.", found.demonstration)


def is_demonstration() -> bool:
    """Whether the database is sealed here as a demonstration, where unsigned consent counts."""
    return _matches("AND demonstration")


def seal_fresh_database(*, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> None:
    """Seal a new database for this installation; what has a seal or any release already is left alone."""
    if not settings.ENVIRONMENT_ID or Seal._meta.db_table not in _tables(using):
        return
    if Seal.objects.using(using).exists() or Release.objects.using(using).exists():
        return
    Seal.objects.using(using).create(
        pk=1, environment=settings.ENVIRONMENT_ID, fingerprint=fingerprint(using=using)
    )


def accept(*, environment: str, demonstration: bool | None = None) -> SealState:
    """Say that this database belongs to this installation from now on. The second time changes nothing.

    `environment` must be this installation's ENVIRONMENT_ID, typed by a person who looked; else ValueError with a
    sentence. `demonstration` is left as it was when not given.
    """
    if not environment or environment != settings.ENVIRONMENT_ID:
        raise ValueError(
            f"This installation is “{settings.ENVIRONMENT_ID}”, not “{environment}”."
            " Run this where the database shall live, with that installation's ENVIRONMENT_ID."
        )
    with transaction.atomic():
        before = Seal.objects.select_for_update().filter(pk=1).first()
        if demonstration is None:
            demonstration = before.demonstration if before else False
        Seal.objects.update_or_create(
            pk=1,
            defaults={
                "environment": environment,
                "fingerprint": fingerprint(),
                "demonstration": demonstration,
            },
        )
    return state()


def _tables(using: str) -> list[str]:
    # After `migrate series zero` the signal still comes, and there is nothing to seal.
    return connections[using].introspection.table_names()
