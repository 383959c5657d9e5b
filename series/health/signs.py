"""Signs that something was at it: left in the database, where the desk sees them without Redis and without asking."""

from datetime import datetime

from django.db.models.functions import Now

from series.models import Sign

WATCHER = "watcher"
BACKUP = "backup"


def leave(name: str) -> None:
    """Called by whatever has just done its work. One row a name; the last call counts."""
    if not Sign.objects.filter(name=name).update(at=Now()):
        Sign.objects.bulk_create(
            [Sign(name=name, at=Now())], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
        )


def seen() -> dict[str, datetime]:
    return dict(Sign.objects.values_list("name", "at"))
