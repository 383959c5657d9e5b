"""What is near and not ready: the stops of releases within 72 hours, in as many queries for one as for 500."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from creators.models import Consent
from series import readiness
from series.addresses import own_path
from series.models import Page, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.publishing import seal
from series.readiness import Finding, Level, addresses, consent
from series.states import ReleaseState

NEAR = timedelta(hours=72)
# These ask the database; here their answers are read for all at once.
_ASKING = (consent.check, addresses.check)


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
    asked = [(item, item.revision or newest.get(item.subject_id)) for item in items]
    known = _Known([(item.subject, revision) for item, revision in asked if revision is not None])
    found: dict[int, list[str]] = {}
    for item, revision in asked:
        day = item.release.instant.date()
        stops = readiness.stops(_findings(item.subject, revision, day=day, known=known))
        found.setdefault(item.release_id, []).extend(stop.sentence for stop in stops)
    return {release: (*dict.fromkeys(said),) for release, said in found.items() if said}


def _findings(subject: Subject, revision: Revision | None, *, day: date, known: "_Known") -> list[Finding]:
    if revision is None:
        return readiness.check(subject=subject, revision=None, day=day)
    findings = known.findings(subject, revision.content, day=day)
    for check in readiness._CHECKS:
        if check not in _ASKING:
            findings.extend(check(subject=subject, content=revision.content, day=day))
    return findings


class _Known:
    """Who is shown, whose consent is valid when, and which addresses are whose."""

    def __init__(self, shown: Sequence[tuple[Subject, Revision]]) -> None:
        wanted = {whom for subject, revision in shown if (whom := _whom(subject, revision.content))}
        rows = Subject.objects.filter(pk__in=wanted).values_list("pk", "creator", "episode__creator")
        self.persons = {pk: creator or of_episode for pk, creator, of_episode in rows}
        valid = Consent.objects.filter(creator__in=[*self.persons.values()], withdrawn_at=None)
        if not seal.is_demonstration():
            valid = valid.filter(demonstration=False)
        self.consents = list(valid.values_list("creator", "valid_from", "valid_until"))
        paths = [own_path(subject.kind, revision.content) for subject, revision in shown]
        self.owners: dict[str, set[int | None]] = {}
        for path, owner in Page.objects.filter(path__in=paths).values_list("path", "subject"):
            self.owners.setdefault(path, set()).add(owner)

    def findings(self, subject: Subject, content: Mapping[str, Any], *, day: date) -> list[Finding]:
        found = []
        whom = _whom(subject, content)
        person = self.persons.get(whom) if whom else None
        if person is not None and not self._agreed(person, day):
            sentence = (
                f"The featured creator has no consent that is valid on {day:%d %B %Y}. Record a signed one."
            )
            found.append(Finding("consent", Level.STOP, sentence, "creator"))
        path = own_path(subject.kind, content)
        own = content["episode"] if subject.kind == "teaser" else subject.pk
        if subject.kind != "site" and self.owners.get(path, set()) - {own}:
            sentence = f"{path} is or was the address of something else. Choose another."
            found.append(Finding("address", Level.STOP, sentence, "slug"))
        return found

    def _agreed(self, person: int, day: date) -> bool:
        return any(
            creator == person and first <= day and (last is None or day <= last)
            for creator, first, last in self.consents
        )


def _whom(subject: Subject, content: Mapping[str, Any]) -> int | None:
    """The subject that says who is shown: an episode names its creator's, a teaser its episode's."""
    if subject.kind == "creator":
        return subject.pk
    return content.get({"episode": "creator", "teaser": "episode"}.get(subject.kind, ""))


def _approved(subjects: Sequence[int]) -> dict[int, Revision]:
    rows = Revision.objects.filter(subject__in=subjects, review__state="approved")
    return {row.subject_id: row for row in rows.order_by("subject", "-number").distinct("subject")}
