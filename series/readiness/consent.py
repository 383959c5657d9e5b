"""Nothing about a person is published without a valid consent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import DateField, Value

from creators.models import Consent
from series.models import Subject
from series.publishing import seal
from series.readiness.asked import Case
from series.readiness.finding import Finding, Level

# Where the content of a film names whom it shows: a teaser by its episode.
_NAMED_BY = {"episode": "creator", "teaser": "episode"}


def people_of(pairs: Sequence[tuple[Subject, Mapping[str, Any]]]) -> dict[int, int]:
    """By subject: the id of the creator whom its content shows. Subjects that show nobody are left out."""
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


# By subject and day: whom it shows, and whether they agreed.
Known = Mapping[tuple[int | None, date], tuple[int, bool]]


def look_up(cases: Sequence[Case]) -> Known:
    people = people_of([(case.subject, case.content) for case in cases])
    shown = [(case.subject.pk, case.day) for case in cases if case.subject.pk in people]
    if not shown:
        return {}
    valid = _valid({(people[subject], day) for subject, day in shown})
    return {(subject, day): (people[subject], (people[subject], day) in valid) for subject, day in shown}


def _valid(wanted: Collection[tuple[int, date]]) -> set[tuple[int, date]]:
    """Which of these people have a valid consent on which of these days. One question, however many days; and one more
    where a demonstration's rows are all that somebody has.
    """
    by_day: dict[date, set[int]] = {}
    for person, day in wanted:
        by_day.setdefault(day, set()).add(person)
    found = [
        Consent.objects.filter(creator__in=people)
        .valid_on(day, demonstration=True)
        .order_by()
        .annotate(day=Value(day, output_field=DateField()))
        .values_list("creator", "day", "demonstration")
        for day, people in by_day.items()
    ]
    rows = set(found[0].union(*found[1:]).order_by())
    signed = {(person, day) for person, day, demonstration in rows if not demonstration}
    others = {(person, day) for person, day, _demonstration in rows} - signed
    return signed | others if others and seal.is_demonstration() else signed


def check(*, subject: Subject, content: Mapping[str, Any], day: date, known: Known) -> Iterable[Finding]:
    if (subject.pk, day) not in known:
        return
    person, agreed = known[subject.pk, day]
    if agreed:
        level, sentence = Level.PASS, f"The featured creator's consent is valid on {day:%d %B %Y}."
    else:
        level = Level.STOP
        sentence = (
            f"The featured creator has no consent that is valid on {day:%d %B %Y}. Record a signed one."
        )
    yield Finding("consent", level, sentence, place="consents", which=person)
