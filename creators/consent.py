"""Consent: recorded by staff, withdrawn once, never deleted."""

from django.db import transaction
from django.db.models.functions import Now

from creators import hooks
from creators.models import Consent


class AlreadyWithdrawn(Exception):
    pass


def withdraw(*, consent_id: int, reason: str) -> Consent:
    """Withdraw a consent. All that follows (held slots, withdrawn episodes) is in the same transaction.

    The second call raises AlreadyWithdrawn and changes nothing.
    """
    with transaction.atomic():
        before = Consent.objects.get(pk=consent_id)
        for hook in hooks.consent_withdrawing:
            hook(before)
        changed = Consent.objects.filter(pk=consent_id, withdrawn_at=None).update(
            withdrawn_at=Now(), withdrawal_reason=reason
        )
        consent = Consent.objects.select_related("creator").get(pk=consent_id)
        if not changed:
            raise AlreadyWithdrawn(f"This consent was withdrawn already, at {consent.withdrawn_at}.")
        for hook in hooks.consent_withdrawn:
            hook(consent)
    return consent
