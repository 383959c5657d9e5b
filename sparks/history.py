"""History by database trigger: bulk updates and raw SQL are in it as well as forms."""

from collections.abc import Callable

import pghistory
from django.db.models import Index, Model, Q


def track[M: type[Model]](model: M) -> M:
    """Keep every insert, update and delete of `model` with who and why, which pghistory's context supplies.

    The indexes are those of the desk's history: over everything, newest first; what was deleted; and what was there
    before an event of the same thing.
    """
    return track_without()(model)


def track_without[M: type[Model]](*columns: str) -> Callable[[M], M]:
    """The same, but for columns that no history shall hold; when they alone change, nothing is kept."""

    def tracked(model: M) -> M:
        newest = ["pgh_created_at", "pgh_id"]
        indexes = [
            Index(fields=newest),
            Index(fields=newest, condition=Q(pgh_label="delete"), name=_named(model)),
            Index(fields=["pgh_obj", "pgh_id"]),
        ]
        tracker = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(columns),
            meta={"indexes": indexes},
        )
        return tracker(model)

    return tracked


def _named(model: type[Model]) -> str:
    """Two indexes on the same columns need names of their own; Postgres' are short."""
    return f"{model._meta.model_name}"[:22] + "_deleted"
