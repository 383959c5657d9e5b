"""What a review's page shows: each revision beside what was approved last, with what is said where it is said."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from series import readiness
from series.admin.comparison import Comparison, compare_with_approved, label_of
from series.admin.pinned import files_of
from series.admin.reviewing.form import film_time
from series.models import Comment, CommentThread, Review
from series.publishing.due import database_now
from series.readiness import Finding, Level
from series.reviewing.comments import TALKED_ABOUT
from series.reviewing.correcting import CORRECTED_WITHIN
from series.reviewing.threads import threads_of
from series.states import ReviewState
from sparks.accounts.models import User

_ORDER = (Level.STOP, Level.WARN, Level.PASS)


@dataclass(frozen=True)
class Said:
    comment: Comment
    correct: str = ""
    take_back: str = ""


@dataclass(frozen=True)
class Talk:
    thread: CommentThread
    label: str
    at: str
    comments: list[Said]
    # Said about an earlier revision and still open then.
    carried: int | None
    answer: str = ""
    settle: str = ""


@dataclass
class Part:
    comparison: Comparison
    findings: list[Finding]
    files: list[str]
    # By the field's name; "" for all of it.
    talks: dict[str, list[Talk]] = field(default_factory=dict)

    @property
    def all_talks(self) -> list[Talk]:
        return [talk for talks in self.talks.values() for talk in talks]

    @property
    def general(self) -> list[Talk]:
        """Of all of it, and of fields that no row of this revision shows."""
        rows = {row.name for row in self.comparison.shown}
        return [talk for name, talks in self.talks.items() if name not in rows for talk in talks]

    @property
    def rows(self) -> list[tuple[Any, list[Talk]]]:
        return [(row, self.talks.get(row.name, [])) for row in self.comparison.shown]


def parts_of(review: Review, *, reader: User) -> list[Part]:
    revisions = list(review.revisions.all())
    talks = _talks(review, reader=reader, shown={revision.pk for revision in revisions})
    day = database_now().date()
    parts = []
    for revision in revisions:
        comparison = compare_with_approved(revision)
        findings = readiness.check(subject=revision.subject, revision=revision, day=day)
        part = Part(
            comparison=comparison,
            findings=sorted(findings, key=lambda finding: _ORDER.index(finding.level)),
            files=files_of(revision.content),
            talks=talks[revision.subject_id],
        )
        parts.append(part)
    return parts


def _talks(review: Review, *, reader: User, shown: set[int]) -> dict[int, dict[str, list[Talk]]]:
    """By subject, then by field."""
    speaks = reader.has_perm("series.comment_review")
    answered = speaks and review.state in TALKED_ABOUT
    now = database_now()
    found: dict[int, dict[str, list[Talk]]] = defaultdict(lambda: defaultdict(list))
    for thread in threads_of(review):
        talk = Talk(
            thread=thread,
            label=label_of(thread.field) if thread.field else _("All of it"),
            at=film_time(thread.film_ms) if thread.film_ms is not None else "",
            comments=[_said(one, reader=reader, now=now, speaks=speaks) for one in thread.comments.all()],
            carried=None if thread.revision_id in shown else thread.revision.number,
            answer=reverse("desk-answer", args=[thread.pk]) if answered else "",
            settle=_settle(thread, review) if speaks else "",
        )
        found[thread.revision.subject_id][thread.field].append(talk)
    return found


def _said(comment: Comment, *, reader: User, now: Any, speaks: bool) -> Said:
    if not speaks or comment.author_id != reader.pk or comment.taken_back_at is not None:
        return Said(comment)
    young = now - comment.made_at <= CORRECTED_WITHIN
    return Said(
        comment,
        correct=reverse("desk-correct", args=[comment.pk]) if young else "",
        take_back=reverse("desk-take-back", args=[comment.pk]),
    )


def _settle(thread: CommentThread, review: Review) -> str:
    if thread.resolved_at is None:
        return reverse("desk-settle", args=[thread.pk, "resolve"])
    return "" if review.state == ReviewState.APPROVED else reverse("desk-settle", args=[thread.pk, "reopen"])
