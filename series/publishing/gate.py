"""What must be true at the instant: readiness again, and consents that nobody can withdraw meanwhile."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from series import readiness
from series.models import LiveRevision, ReleaseItem
from series.models.release import ItemRole, ReleaseKind
from series.readiness.consent import people_of


def lock_consents(items: Iterable[ReleaseItem]) -> None:
    """Hold the consents of everybody shown until the transaction ends: a withdrawal waits, or came first."""
    shown = people_of([(item.subject, item.revision.content) for item in items if item.revision])
    people = sorted(set(shown.values()))
    if people:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM creators_consent WHERE creator_id = ANY(%s) ORDER BY id FOR SHARE", [people]
            )


def reasons_against(*, items: list[ReleaseItem], day: date) -> list[str]:
    """Sentences that say why these can't go; empty when all can. A withdrawal always can."""
    showing = [item for item in items if item.release.kind != ReleaseKind.WITHDRAW]
    live = set(
        LiveRevision.objects.filter(subject__in=[item.subject_id for item in showing]).values_list(
            "subject_id", flat=True
        )
    )
    new = [item for item in showing if item.role == ItemRole.MAIN or item.subject_id not in live]
    reasons = [
        f"{item.subject} is not public, so there is nothing to update."
        for item in new
        if item.role == ItemRole.MAIN and item.kind == ReleaseKind.UPDATE and item.subject_id not in live
    ]
    # Of several that go together, the one that keeps the rest is named.
    several = sum(item.role == ItemRole.MAIN for item in items) > 1
    asked = [readiness.Asked(item.subject, item.revision, day) for item in new]
    for item, findings in zip(new, readiness.check_all(asked), strict=True):
        reasons.extend(
            f"{item.subject}: {finding.sentence}" if several else finding.sentence
            for finding in readiness.stops(findings)
        )
    return reasons
