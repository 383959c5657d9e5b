"""What this installation promised, and whether it is kept: read from the rows."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now

from series.health.finding import Finding
from series.models import Effect, Mark, Release
from series.models.page import Rank
from series.publishing import seal
from series.publishing.effects import purge
from series.states import EffectState, ReleaseState

OVERDUE = timedelta(seconds=30)
UNBAKED = timedelta(seconds=60)
UNPURGED = timedelta(minutes=10)


def sealed() -> Finding:
    found = seal.state()
    return Finding("seal", found.open, found.sentence)


def overdue() -> Finding:
    late = Release.objects.filter(state=ReleaseState.SCHEDULED, instant__lt=Now() - OVERDUE)
    return _none_of("overdue", late, "more than 30 s overdue", "No release is overdue.")


def held() -> Finding:
    stuck = Release.objects.filter(state=ReleaseState.HELD)
    return _none_of("held", stuck, "held and waiting for a person", "No release is held.")


def _none_of(name: str, releases: QuerySet[Release], trouble: str, calm: str) -> Finding:
    found = list(releases.order_by("instant", "pk").values_list("pk", flat=True)[:6])
    if not found:
        return Finding(name, True, calm)
    numbers = ", ".join(str(pk) for pk in found[:5]) + (" and more" if len(found) > 5 else "")
    return Finding(name, False, f"Releases {trouble}: {numbers}.")


def baked() -> Finding:
    waiting = Mark.objects.filter(rank__lt=Rank.BUILD, created_at__lt=Now() - UNBAKED)
    pages = waiting.values("page").distinct().count()
    if pages:
        return Finding("baked", False, f"{pages} pages have waited for more than a minute to be baked.")
    return Finding("baked", True, "No page waits to be baked.")


def purged() -> Finding:
    failing = Effect.objects.filter(
        kind=purge.KIND,
        state__in=[EffectState.WAITING, EffectState.SENDING],
        attempts__gt=0,
        created_at__lt=Now() - UNPURGED,
    )
    count = failing.count()
    if count:
        return Finding("purged", False, f"{count} purges of the CDN have failed for more than ten minutes.")
    return Finding("purged", True, "No purge of the CDN is failing.")
