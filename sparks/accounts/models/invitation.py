from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from sparks import history
from sparks.accounts.models.user import validate_zone


class InvitationState(models.TextChoices):
    OPEN = "open", _("open")
    USED = "used", _("accepted")
    REVOKED = "revoked", _("revoked")
    EXPIRED = "expired", _("expired")


@history.track
class Invitation(models.Model):
    """A letter to one person that opens an account with these roles, once. Only a hash of its key is kept."""

    email = models.EmailField(_("e-mail address"))
    roles = ArrayField(models.CharField(max_length=150), verbose_name=_("roles"))
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    # Nobody where the terminal invited: the first account has nobody before it.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("invited"), db_default=Now())
    expires_at = models.DateTimeField(_("good until"))
    used_at = models.DateTimeField(_("accepted"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="invitation"
    )
    # When the mail server took the letter; with neither this nor an error nobody knows, and it can be sent again.
    mailed_at = models.DateTimeField(_("mailed"), null=True)
    mail_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(used_at=None, revoked_at=None),
                name="one_open_invitation_an_address",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(revoked_at=None), name="invitation_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, account=None) | Q(used_at__isnull=False, account__isnull=False),
                name="invitation_used_has_account",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_after_it_is_made"
            ),
            models.CheckConstraint(condition=Q(roles__len__gt=0), name="invitation_has_a_role"),
        ]

    def __str__(self) -> str:
        return self.email

    def state(self, *, at: datetime) -> InvitationState:
        if self.used_at:
            return InvitationState.USED
        if self.revoked_at:
            return InvitationState.REVOKED
        return InvitationState.EXPIRED if self.expires_at <= at else InvitationState.OPEN
