"""History by database trigger: bulk updates and raw SQL are in it as well as forms."""

import pghistory
from django.db.models import Model


def track[M: type[Model]](model: M) -> M:
    """Keep every insert, update and delete of `model` with who and why, which pghistory's context supplies."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)
