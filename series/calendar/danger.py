"""What is near and not ready: the stops of releases within 72 hours, in as many queries for one as for 500."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from series import readiness
from series.models import ReleaseItem, Revision
from series.models.release import ItemRole, ReleaseKind
from series.readiness.asked import Asked
from series.readiness.bulk import check_all
from series.states import ReleaseState

NEAR = timedelta(hours=72)


def missing(*, now: datetime, until: datetime) -> dict[int, tuple[str, ...]]:
    """By release: why it could not go out, of those that wait for an instant up to `until`. Sentences."""
    items = list(
        ReleaseItem.objects.filter(
            release__state__in=[ReleaseState.PLANNED, ReleaseState.SCHEDULED],
            release__instant__gt=now,
            release__instant__lte=min(until, now + NEAR),
            role=ItemRole.MAIN,
        )
        .exclude(release__kind=ReleaseKind.WITHDRAW)
        .select_related("release", "subject", "revision")
        .order_by("pk")
    )
    if not items:
        return {}
    newest = _approved([item.subject_id for item in items if item.revision_id is None])
    asked = [
        Asked(item.subject, item.revision or newest.get(item.subject_id), item.release.instant.date())
        for item in items
    ]
    found: dict[int, list[str]] = {}
    for item, findings in zip(items, check_all(asked), strict=True):
        found.setdefault(item.release_id, []).extend(stop.sentence for stop in readiness.stops(findings))
    return {release: (*dict.fromkeys(said),) for release, said in found.items() if said}


def _approved(subjects: Sequence[int]) -> dict[int, Revision]:
    rows = Revision.objects.filter(subject__in=subjects, review__state="approved")
    return {row.subject_id: row for row in rows.order_by("subject", "-number").distinct("subject")}
