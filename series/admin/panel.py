"""What stands above a working copy: where it is on its way, what is missing, and what can be done."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from series import locks, readiness
from series.addresses import own_path
from series.admin import mending
from series.admin.acts.on_subject import unfinished
from series.admin.files import Screening, screening
from series.admin.pinned import pinned_words
from series.bundles import mains
from series.contents import content_of
from series.models import LiveRevision, Release, Review, Revision, Subject
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.readiness import Finding, Level, approval
from series.scheduling.times import said
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


def panel_of(thing: models.Model) -> Panel:
    subject = subject_of(thing)
    panel = Panel()
    content = content_of(subject)
    panel.address = own_path(subject.kind, content)
    panel.screening = screening(content)
    newest = subject.revisions.select_related("review").order_by("-number").first()
    live = LiveRevision.objects.filter(subject=subject).select_related("revision").first()
    if live is not None:
        panel.public_url = settings.PUBLIC_URL + own_path(subject.kind, live.revision.content)
    if newest is not None:
        panel.compare_url = reverse("desk-compare", args=[subject.pk])
    panel.steps = [*_written(newest, content), *_approved(subject), *_public(live), *_waiting(subject)]
    try:
        locks.refuse_if_locked(subject)
    except locks.Locked as locked:
        panel.locked = str(locked)
    _check(panel, subject, newest, content)
    return panel


def _written(newest: Revision | None, content: dict[str, Any]) -> list[Step]:
    if newest is None:
        return [Step("Never sent for review.")]
    review: Review = newest.review
    url = reverse("admin:series_review_change", args=[review.pk])
    word = ReviewState(review.state).label
    steps = [Step(f"Revision {newest.number} is {word}.", url)]
    if newest.content != content:
        steps.append(Step("Edited since: what stands here is not what was reviewed last."))
    return steps


def _approved(subject: Subject) -> list[Step]:
    """Exactly what would go out, with the hashes of its files: what is edited or uploaded since is not in it."""
    approved = (
        Revision.objects.filter(subject=subject, review__state=ReviewState.APPROVED)
        .select_related("review__decided_by")
        .order_by("-number")
        .first()
    )
    return [Step(f"Approved: {pinned_words(approved)}.")] if approved else []


def _public(live: LiveRevision | None) -> list[Step]:
    if live is None:
        return [Step("Not public.")]
    return [Step(f"Public since {said(live.published_at, 'UTC')}, as revision {live.revision.number}.")]


def _waiting(subject: Subject) -> list[Step]:
    return [
        Step(
            f"{release.get_kind_display().capitalize()} {release.get_state_display()} for "
            f"{said(release.instant, release.zone)}{_with_others(release)}."
            + (f" {release.hold_reason}" if release.hold_reason else ""),
            reverse("admin:series_release_change", args=[release.pk]),
        )
        for release in unfinished(subject)
    ]


def _with_others(release: Release) -> str:
    about = mains(release)
    return f", in a bundle of {len(about)}" if len(about) > 1 else ""


def _check(panel: Panel, subject: Subject, newest: Revision | None, content: dict[str, Any]) -> None:
    """Readiness of what would go out if this were approved, on the day it is planned for."""
    release: Release | None = unfinished(subject).first()
    day = (release.instant if release else database_now()).date()
    same = newest is not None and newest.content == content
    draft = newest if same else Revision(subject=subject, content=content)
    findings = readiness.check(subject=subject, revision=draft, day=day)
    findings += approval.check(subject=subject, revision=newest if same else None)
    panel.findings = [
        Checked(finding, mending.address(subject, finding))
        for finding in sorted(findings, key=lambda finding: list(_ORDER).index(finding.level))
    ]
    panel.checked = f"on {day:%d %B %Y} (UTC)"


_ORDER = (Level.STOP, Level.WARN, Level.PASS)
