"""Instants at which a page changes by itself."""

from collections.abc import Callable

from django.db import transaction
from django.db.models.functions import Now

from series.models import Moment
from series.publishing import premieres, windows

# What a moment's `why` calls. Each looks at what is live by then, so one that is no longer meant does nothing.
_ACTS: dict[str, Callable[[Moment], None]] = {
    "premiere": premieres.run_moment,
    windows.OPENS: windows.run_moment,
    windows.CLOSES: windows.run_moment,
}


def run_due_moments(*, limit: int = 200) -> int:
    """Run the moments that are due, each once: its row goes in the transaction of what it does."""
    with transaction.atomic():
        due = list(
            Moment.objects.filter(instant__lte=Now())
            .select_related("page")
            .order_by("instant", "pk")
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        for moment in due:
            _ACTS[moment.why](moment)
        Moment.objects.filter(pk__in=[moment.pk for moment in due]).delete()
    return len(due)
