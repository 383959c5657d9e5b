"""What must be true at the instant: readiness again, and consents that nobody can withdraw meanwhile."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from series import readiness
from series.models import LiveRevision, ReleaseItem
from series.models.release import ItemRole, ReleaseKind
from series.readiness.consent import person_of


def lock_consents(items: Iterable[ReleaseItem]) -> None:
    """Hold the consents of everybody shown until the transaction ends: a withdrawal waits, or came first."""
    shown = {person_of(item.subject, item.revision.content) for item in items if item.revision}
    people = sorted(person for person in shown if person is not None)
    if people:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM creators_consent WHERE creator_id = ANY(%s) ORDER BY id FOR SHARE", [people]
            )


def reasons_against(*, items: list[ReleaseItem], kind: str, day: date) -> list[str]:
    """Sentences that say why the release can't go; empty when it can."""
    if kind == ReleaseKind.WITHDRAW:
        return []
    reasons = []
    live = set(
        LiveRevision.objects.filter(subject__in=[item.subject_id for item in items]).values_list(
            "subject_id", flat=True
        )
    )
    for item in items:
        if item.role == ItemRole.MAIN and kind == ReleaseKind.UPDATE and item.subject_id not in live:
            reasons.append(f"{item.subject} is not public, so there is nothing to update.")
        if item.role == ItemRole.COMPANION and item.subject_id in live:
            continue
        findings = readiness.check(subject=item.subject, revision=item.revision, day=day)
        reasons.extend(finding.sentence for finding in readiness.stops(findings))
    return reasons
