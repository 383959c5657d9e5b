import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models import Release, Subject
from series.newsletter.models.subscriber import Subscriber
from series.newsletter.states import MAIL_MOVES, MailState


class Audience(models.TextChoices):
    """Whom an issue is for."""

    FOLLOWERS = "followers", _("who follows everything, its series or one of its causes")


class Issue(models.Model):
    """What is written about one episode because a release brought it, to one audience. Made once an episode."""

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", verbose_name=_("release")
    )
    episode = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(
        _("audience"), max_length=20, choices=Audience.choices, default=Audience.FOLLOWERS
    )
    # What it is called at the desk: the public headline when it was planned.
    title = models.CharField(_("title"), max_length=400)
    planned_at = models.DateTimeField(_("planned"), db_default=Now())

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "audience"], name="one_issue_an_episode_and_audience"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One mail of an issue to one subscriber. The row is written before anything is sent."""

    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("issue")
    )
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("subscriber")
    )
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    # In the Message-ID: who tells of a bounce names the mail by it.
    message_id = models.UUIDField(
        default=uuid.uuid4, db_default=models.Func(function="gen_random_uuid"), unique=True
    )
    # What the mail server called it when it took it.
    provider_id = models.CharField(_("the mail server's word"), max_length=200, blank=True, db_default="")
    attempts = models.PositiveIntegerField(_("attempts"), default=0, db_default=0)
    next_at = models.DateTimeField(_("next try"), db_default=Now())
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(_("last error"), blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("ledger")
        ordering = ["-id"]
        triggers = [MAIL_MOVES.trigger()]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="one_mail_an_issue_and_subscriber")
        ]
        indexes = [
            # series.newsletter.sending.claim reads these: only what can still be sent is in them.
            models.Index(fields=["next_at", "id"], condition=Q(state="queued"), name="delivery_queued"),
            models.Index(fields=["lease_until"], condition=Q(state="sending"), name="delivery_sending"),
            # The desk: how an issue went.
            models.Index(fields=["issue", "state"], name="delivery_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} · {self.subscriber_id}"
