"""What stands above a working copy: where it is on its way, what is missing, and what can be done."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.urls import reverse

from series import locks, readiness
from series.addresses import own_path
from series.admin import mending
from series.admin.files import Screening, screening
from series.admin.pinned import pinned_words
from series.contents import content_of
from series.models import LiveRevision, Review, Revision, Subject
from series.readiness import Finding, Level, approval
from series.revisions import says
from series.scheduling.times import said
from series.situation import Situation
from series.states import ReviewState
from sparks.accounts.models import User


@dataclass(frozen=True)
class Step:
    sentence: str
    url: str = ""


@dataclass(frozen=True)
class Checked:
    finding: Finding
    mend: str


@dataclass
class Panel:
    steps: list[Step] = field(default_factory=list)
    locked: str = ""
    address: str = ""
    public_url: str = ""
    compare_url: str = ""
    findings: list[Checked] = field(default_factory=list)
    checked: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    screening: Screening | None = None
    # What was said in review and is still open.
    threads: list[Any] = field(default_factory=list)

    def show_to(self, user: User, *, editable: bool) -> None:
        """Leave the ways to mend that are open to this person."""
        self.findings = [
            one if mending.may_mend(one.finding, by=user, editable=editable) else replace(one, mend="")
            for one in self.findings
        ]

    @property
    def missing(self) -> int:
        return sum(1 for one in self.findings if one.finding.level == Level.STOP)

    @property
    def open(self) -> list[Checked]:
        """What a person still has to look at; the rest is right."""
        return [one for one in self.findings if one.finding.level != Level.PASS]

    @property
    def right(self) -> list[Checked]:
        return [one for one in self.findings if one.finding.level == Level.PASS]


def panel_of(subject: Subject, now: Situation) -> Panel:
    panel = Panel()
    content = content_of(subject)
    panel.address = own_path(subject.kind, content)
    panel.screening = screening(content)
    if now.live is not None:
        panel.public_url = settings.PUBLIC_URL + own_path(subject.kind, now.live.revision.content)
    if now.newest is not None:
        panel.compare_url = reverse("desk-compare", args=[subject.pk])
    waiting = [_waiting(release) for release in now.waiting]
    panel.steps = [
        *(*_written(now.newest, content), *_approved(now.approved)),
        *(_public(now.live), *waiting),
    ]
    if now.lock is not None:
        panel.locked = locks.sentence(subject, now.lock)
    _check(panel, subject, now, content)
    return panel


def _written(newest: Revision | None, content: dict[str, Any]) -> list[Step]:
    if newest is None:
        return [Step("Never sent for review.")]
    review: Review = newest.review
    url = reverse("admin:series_review_change", args=[review.pk])
    word = ReviewState(review.state).label
    steps = [Step(f"Revision {newest.number} is {word}.", url)]
    if not says(newest, content):
        steps.append(Step("Edited since: what stands here is not what was reviewed last."))
    return steps


def _approved(approved: Revision | None) -> list[Step]:
    """Exactly what would go out, with the hashes of its files: what is edited or uploaded since is not in it."""
    return [Step(f"Approved: {pinned_words(approved)}.")] if approved else []


def _public(live: LiveRevision | None) -> Step:
    if live is None:
        return Step("Not public.")
    return Step(f"Public since {said(live.published_at, 'UTC')}, as revision {live.revision.number}.")


def _waiting(release: Any) -> Step:
    with_others = f", in a bundle of {release.about}" if release.about > 1 else ""
    return Step(
        f"{release.get_kind_display().capitalize()} {release.get_state_display()} for "
        f"{said(release.instant, release.zone)}{with_others}."
        + (f" {release.hold_reason}" if release.hold_reason else ""),
        reverse("admin:series_release_change", args=[release.pk]),
    )


def _check(panel: Panel, subject: Subject, now: Situation, content: dict[str, Any]) -> None:
    """Readiness of what would go out if this were approved, on the day it is planned for."""
    day = (now.waiting[0].instant if now.waiting else now.at).date()
    same = now.newest if now.newest is not None and says(now.newest, content) else None
    draft = same or Revision(subject=subject, content=content)
    findings = readiness.check(subject=subject, revision=draft, day=day)
    findings += approval.check(approved=now.approved, revision=same)
    panel.findings = [
        Checked(finding, mending.address(subject, finding))
        for finding in sorted(findings, key=lambda finding: list(_ORDER).index(finding.level))
    ]
    panel.checked = f"on {day:%d %B %Y} (UTC)"


_ORDER = (Level.STOP, Level.WARN, Level.PASS)
