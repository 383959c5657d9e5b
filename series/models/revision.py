import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models.subject import Subject
from series.states import REVIEW_MOVES, ReviewState
from sparks import history


@history.track
class Review(models.Model):
    """One request to approve a set of revisions: an episode with its creator who is not public yet, say."""

    state = models.CharField(
        _("state"), max_length=15, choices=ReviewState.choices, default=ReviewState.IN_REVIEW
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), auto_now_add=True)
    note = models.TextField(_("note to the reviewer"), blank=True)
    # A wish to the reviewers; nothing happens by itself when it passes.
    due = models.DateField(_("decision wanted by"), null=True, blank=True)
    # Everybody who wrote any of it, the submitter included.
    authors = ArrayField(models.BigIntegerField(), default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_note = models.TextField(_("note on the decision"), blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        permissions = [
            ("submit_review", _("Can send something for review")),
            ("decide_review", _("Can decide on the work of others")),
            ("comment_review", _("Can comment on what is in review")),
        ]
        ordering = ["-submitted_at"]
        triggers = [REVIEW_MOVES.trigger()]
        indexes = [
            # The desk's home: what waits for a decision, and what was sent back to whom.
            models.Index(fields=["submitted_at"], condition=Q(state="in_review"), name="review_waiting"),
            GinIndex(fields=["authors"], condition=Q(state="changes_asked"), name="review_sent_back"),
        ]
        constraints = [
            models.CheckConstraint(
                name="nobody_approves_their_own",
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
            ),
            models.CheckConstraint(
                name="nobody_who_wrote_it_decides",
                condition=models.Func(
                    F("decided_by"),
                    F("authors"),
                    # In this order, as migrations write them: another one would look like a change.
                    arg_joiner=" <> ALL(",
                    template="(%(expressions)s))",
                    output_field=models.BooleanField(),
                ),
            ),
            models.CheckConstraint(
                name="approval_has_an_approver",
                condition=~Q(state=ReviewState.APPROVED)
                | (Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.submitted_at:%Y-%m-%d %H:%M}"


@history.track
class ReviewRequest(models.Model):
    """Somebody was asked by name to decide. Others who may decide still may; without any, everybody is asked."""

    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="requests", verbose_name=_("review")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="review_requests",
        verbose_name=_("person"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), db_default=Now())

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="asked_once_a_review"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.review}"


@history.track
class Revision(models.Model):
    """What a subject said at one moment, whole and immutable: text, references, and the hashes of its files."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("subject")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    content_hash = models.CharField(max_length=64)
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("review")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        permissions = [("restore_revision", _("Can put a revision back into the working copy"))]
        ordering = ["subject", "-number"]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="revision_number_once_a_subject")
        ]
        indexes = [
            # series.video.usage asks which revisions name a file.
            GinIndex(
                models.Func(
                    models.F("content"),
                    template="jsonb_path_query_array(%(expressions)s, '$.**.key')",
                    output_field=models.JSONField(),
                ),
                name="revision_files",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} · r{self.number}"
