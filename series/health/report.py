from django.db import DatabaseError

from series.health import ground, promises
from series.health.finding import Finding

_IN_THE_DATABASE = [
    ground.migrations,
    promises.sealed,
    promises.overdue,
    promises.held,
    promises.baked,
    promises.purged,
]


def report() -> list[Finding]:
    """Every finding, good and bad. Ready means that all of them are good."""
    findings = [ground.database()]
    if findings[0].ok:
        findings += _from_database()
    return [*findings, ground.redis_queue(), ground.workers(), ground.pages_folder()]


def _from_database() -> list[Finding]:
    try:
        return [check() for check in _IN_THE_DATABASE]
    except DatabaseError:
        return [Finding("tables", False, "The database has not the tables this code needs: run migrate.")]
