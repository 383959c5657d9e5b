"""Nothing about a person is published without a valid consent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from creators.models import Consent
from series.models import Subject
from series.publishing import seal
from series.readiness.finding import Finding, Level

Pair = tuple[Subject, Mapping[str, Any]]
# Where the content of a film names whom it shows: a teaser by its episode.
_NAMED_BY = {"episode": "creator", "teaser": "episode"}


def people_of(pairs: Sequence[Pair]) -> dict[int, int]:
    """By subject: the id of the creator whom it shows. Subjects that show nobody are left out."""
    named = {
        subject.pk: content[_NAMED_BY[subject.kind]]
        for subject, content in pairs
        if subject.kind in _NAMED_BY
    }
    rows = Subject.objects.filter(pk__in=named.values()) if named else Subject.objects.none()
    creators = {
        pk: own or of_film for pk, own, of_film in rows.values_list("pk", "creator", "episode__creator")
    }
    people = {subject.pk: subject.creator_id for subject, _content in pairs if subject.kind == "creator"}
    people |= {subject: creators.get(name) for subject, name in named.items()}
    return {subject: person for subject, person in people.items() if person is not None}


def look_up(pairs: Sequence[Pair], *, day: date) -> set[int]:
    """The subjects among these that show a person without a consent that is valid on the day."""
    people = people_of(pairs)
    if not people:
        return set()
    agreed = Consent.objects.filter(creator__in=set(people.values()))
    valid = set(agreed.valid_on(day, demonstration=seal.is_demonstration()).values_list("creator", flat=True))
    return {subject for subject, person in people.items() if person not in valid}


def check(*, subject: Subject, content: Mapping[str, Any], day: date, known: set[int]) -> Iterable[Finding]:
    if subject.pk in known:
        yield Finding(
            "consent",
            Level.STOP,
            f"The featured creator has no consent that is valid on {day:%d %B %Y}. Record a signed one.",
            "creator",
        )
