"""Nothing about a person is published without a valid consent."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from creators.models import Consent
from series.models import Subject
from series.publishing import seal
from series.readiness.finding import Finding, Level


def person_of(subject: Subject, content: Mapping[str, Any]) -> int | None:
    """The id of the creator whom a revision shows."""
    if subject.kind == "creator":
        return subject.creator_id
    if subject.kind == "episode":
        return Subject.objects.filter(pk=content["creator"]).values_list("creator_id", flat=True).first()
    if subject.kind == "teaser":
        return (
            Subject.objects.filter(pk=content["episode"])
            .values_list("episode__creator_id", flat=True)
            .first()
        )
    return None


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    person = person_of(subject, content)
    if person is None:
        return
    demonstration = seal.is_demonstration()
    if not Consent.objects.filter(creator=person).valid_on(day, demonstration=demonstration).exists():
        yield Finding(
            "consent",
            Level.STOP,
            f"The featured creator has no consent that is valid on {day:%d %B %Y}. Record a signed one.",
            "creator",
        )
