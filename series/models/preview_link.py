import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models.revision import Revision
from series.models.subject import Subject
from sparks import history

# Counting a use is no change that anybody made.
COUNTERS = ["uses", "first_used_at", "last_used_at"]
# What a link shows, and to whom, stays as it was made; a longer life or another recipient is another link.
FIXED = [
    *("subject", "revision", "recipient", "purpose", "token_hash"),
    *("made_by", "made_at", "expires_at", "form_key"),
]


class PreviewPurpose(models.TextChoices):
    LOOK = "look", _("to look at it")
    APPROVE = "approve", _("to approve the cut or ask for changes")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=[*COUNTERS, "token_hash"],
)
class PreviewLink(models.Model):
    """An address at which somebody without an account sees a preview. The address itself is kept nowhere."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="preview_links", verbose_name=_("subject")
    )
    # None follows the newest revision.
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    recipient = models.CharField(_("recipient"), max_length=200)
    purpose = models.CharField(
        _("purpose"), max_length=10, choices=PreviewPurpose.choices, default=PreviewPurpose.LOOK
    )
    # SHA-256 of the token, which has 256 bits of its own: nothing shorter than trying them all undoes it.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    expires_at = models.DateTimeField(_("ends"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    # How often the page was opened. Not by whom, from where or with what.
    uses = models.PositiveIntegerField(_("times opened"), default=0)
    first_used_at = models.DateTimeField(_("first opened"), null=True)
    last_used_at = models.DateTimeField(_("last opened"), null=True)
    # Of the form that made it: sent twice, it makes one link.
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ("view",)
        permissions = [("share_preview", _("Can make and revoke preview links"))]
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject", "-id"], name="preview_link_of_subject")]
        triggers = [
            pgtrigger.ReadOnly(name="fixed", fields=FIXED),
            pgtrigger.Protect(
                name="revoked_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.revoked_at IS NOT NULL AND (OLD.revoked_at, OLD.revoked_by_id)"
                    " IS DISTINCT FROM (NEW.revoked_at, NEW.revoked_by_id)"
                ),
            ),
            pgtrigger.Trigger(
                name="shows_its_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.revision_id IS NOT NULL"),
                func="""
                    IF (SELECT v.subject_id FROM series_revision v WHERE v.id = NEW.revision_id) <> NEW.subject_id
                    THEN RAISE EXCEPTION 'revision % is of another subject', NEW.revision_id
                         USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.CheckConstraint(name="preview_link_ends", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(name="preview_link_has_a_recipient", condition=~Q(recipient="")),
            models.CheckConstraint(
                name="revoked_link_says_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="used_link_says_when",
                condition=Q(uses=0, first_used_at__isnull=True, last_used_at__isnull=True)
                | Q(uses__gt=0, first_used_at__isnull=False, last_used_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} · {self.subject}"


class Verdict(models.TextChoices):
    APPROVED = "approved", _("approved the cut")
    CHANGES = "changes", _("asked for changes")


@history.track
class PreviewAnswer(models.Model):
    """What a recipient said of exactly one revision. A change of mind is another row; the last one counts."""

    link = models.ForeignKey(
        PreviewLink, on_delete=models.PROTECT, related_name="answers", verbose_name=_("link")
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="answers", verbose_name=_("revision")
    )
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict.choices)
    text = models.TextField(_("in their words"), blank=True)
    # Where in the film, in whole seconds.
    film_seconds = models.PositiveIntegerField(_("at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), db_default=Now())

    class Meta:
        verbose_name = _("answer to a preview")
        verbose_name_plural = _("answers to previews")
        default_permissions = ("view",)
        ordering = ["-id"]
        indexes = [models.Index(fields=["revision", "-id"], name="preview_answer_of_revision")]
        triggers = [
            pgtrigger.Protect(name="said_is_said", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="of_what_was_shown",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT 1 FROM series_previewlink l
                                   JOIN series_revision v ON v.subject_id = l.subject_id
                                   WHERE l.id = NEW.link_id AND v.id = NEW.revision_id
                                     AND coalesce(l.revision_id, v.id) = v.id AND l.purpose = 'approve')
                    THEN RAISE EXCEPTION 'link % did not ask about revision %', NEW.link_id, NEW.revision_id
                         USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="wish_is_in_words", condition=~Q(verdict=Verdict.CHANGES) | ~Q(text="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.link.recipient} {self.get_verdict_display()}"
