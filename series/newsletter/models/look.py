from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from series.newsletter.models.subscriber import Subscriber


class AddressLook(models.Model):
    """That somebody of the staff looked at a subscriber's address, and why. Written before it is shown."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="looks", verbose_name=_("subscriber")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who looked")
    )
    reason = models.CharField(_("reason"), max_length=500)
    created_at = models.DateTimeField(_("when"), db_default=Now())

    class Meta:
        verbose_name = _("look at an address")
        verbose_name_plural = _("looks at addresses")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="a_look_has_a_reason", condition=~models.Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.subscriber_id}"
