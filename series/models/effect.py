import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.models.release import Release
from series.states import EFFECT_MOVES, EffectState
from sparks import history


class EffectKind(models.TextChoices):
    PURGE = "purge", _("cache purge")
    WEBHOOK = "webhook", _("webhook")
    NOTICE = "notice", _("notice to staff")
    NEWSLETTER = "newsletter", _("newsletter")


class Effect(models.Model):
    """Something that must leave the database because a release was published. Written in its transaction."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField(_("kind"), max_length=10, choices=EffectKind.choices)
    target = models.CharField(_("target"), max_length=300)
    payload = models.JSONField(default=dict)
    idempotency_key = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=EffectState.choices, default=EffectState.WAITING
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next try"), db_default=Now())
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(_("done at"), null=True)

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        permissions = [("retry_effect", _("Can have an effect tried again"))]
        ordering = ["id"]
        triggers = [EFFECT_MOVES.trigger()]
        indexes = [
            # series.publishing.effects reads this: only what can still be sent is in it.
            models.Index(
                fields=["next_at"], condition=Q(state__in=["waiting", "sending"]), name="effect_open"
            ),
            # The desk's home: what did not get through.
            models.Index(fields=["-id"], condition=Q(state__in=["uncertain", "parked"]), name="effect_stuck"),
        ]
        constraints = [models.UniqueConstraint(fields=["release", "kind", "target"], name="effect_once")]

    def __str__(self) -> str:
        return f"{self.kind} · {self.target}"


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@history.track
class WebhookEndpoint(models.Model):
    url = models.URLField(_("address"), max_length=250, unique=True)
    secret = models.CharField(_("secret"), max_length=100, default=_new_secret)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.url
