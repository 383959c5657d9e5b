import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.states import EFFECT_MOVES, EffectState
from sparks import history


class Topic(models.TextChoices):
    """What a notice is about; each person chooses by topic what comes by mail, too."""

    REVIEW = "review", _("a review waits for you, or yours was decided")
    COMMENT = "comment", _("somebody mentioned you or answered you")
    ASSIGNED = "assigned", _("something was given to you")
    AT_RISK = "at_risk", _("a slot is near and something is missing")
    HELD = "held", _("a release is held or overdue")
    PREVIEW = "preview", _("somebody answered on a preview")
    IMPORT = "import", _("an import has ended")
    LOOK = "look", _("somebody looked at a subscriber's address")


class Way(models.TextChoices):
    """How a notice reaches its person. It always stands at the desk."""

    DESK = "desk", _("at the desk only")
    NOW = "now", _("at the desk, and by mail at once")
    MORNING = "morning", _("at the desk, and in one mail each morning")


class Notice(models.Model):
    """One sentence for one person, at the desk. `key` tells what it is about, so that twice is once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    topic = models.CharField(max_length=20, choices=Topic.choices)
    sentence = models.TextField()
    # A path of the desk where the matter can be looked at.
    path = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    # What its person had chosen when it was written: a later choice is for later notices.
    way = models.CharField(max_length=10, choices=Way.choices, db_default=Way.DESK)
    # The one mail that carries it. Set once, when the mail's row is made.
    mail = models.ForeignKey(
        "series.NoticeMail", on_delete=models.SET_NULL, null=True, related_name="notices"
    )
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_a_person_and_key")]
        indexes = [
            models.Index(fields=["person", "-id"]),
            # series.notices.trouble asks whether something was told of already.
            models.Index(fields=["key"], name="notice_key"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            # series.notices.post.gather reads this: only what no mail carries yet is in it.
            models.Index(
                fields=["way", "person"],
                condition=Q(mail=None, read_at=None) & ~Q(way=Way.DESK),
                name="notice_unmailed",
            ),
            # series.notices.prune reads this.
            models.Index(fields=["read_at"], condition=Q(read_at__isnull=False), name="notice_read"),
        ]

    def __str__(self) -> str:
        return self.sentence


class NoticeMail(models.Model):
    """One mail to one person with one notice or several. The row is written before anything is sent.

    `key` tells which mail it is: a morning's digest has one for each of its days.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_mails"
    )
    key = models.CharField(max_length=60)
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=EffectState.choices, default=EffectState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)

    class Meta:
        triggers = [EFFECT_MOVES.trigger()]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_mail_a_key")]
        indexes = [
            # series.notices.post.claim reads this: only what can still be sent is in it.
            models.Index(
                fields=["next_at"], condition=Q(state__in=["waiting", "sending"]), name="notice_mail_open"
            ),
            # The desk: what did not get through.
            models.Index(
                fields=["-id"], condition=Q(state__in=["uncertain", "parked"]), name="notice_mail_stuck"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.key}"


@history.track
class NoticeChoice(models.Model):
    """What a person wants of a topic; without a row it is series.notices.choices that says."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    topic = models.CharField(max_length=20, choices=Topic.choices)
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_choice_a_person_and_topic"),
            models.CheckConstraint(
                name="held_is_always_mailed", condition=~Q(topic=Topic.HELD) | Q(way=Way.NOW)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.topic} · {self.way}"
