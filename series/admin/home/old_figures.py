"""Public numbers older than a year, for the one who keeps them up. One query."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from series.models import ImpactFigure
from series.readiness.figures import oldest_fresh

MOST = 6


def old_figures(user: Any, *, at: datetime) -> list[dict[str, Any]]:
    """The oldest first. What is being renewed already has its new date in the working copy and is left out."""
    rows = ImpactFigure.objects.filter(
        owner=user, as_of__lt=oldest_fresh(at.date()), subject__live__isnull=False
    ).order_by("as_of", "pk")
    return [
        {"what": figure, "as_of": figure.as_of, "url": f"{reverse(_CHANGE, args=[figure.pk])}#id_as_of"}
        for figure in rows[:MOST]
    ]


_CHANGE = "admin:series_impactfigure_change"
