"""A look at a subscriber's address: with a reason, written down before it is shown, and told to somebody else."""

from django.db import transaction
from django.utils.translation import gettext as _

from series.models.notice import Topic
from series.newsletter.models import AddressLook, Subscriber
from series.notices import notify
from sparks.accounts.models import User

TOLD = "newsletter.reveal_address"


def reveal(*, subscriber_id: int, by: User, reason: str) -> str:
    """The address. Everybody else who may look is told that somebody did, and why."""
    with transaction.atomic():
        row = Subscriber.objects.get(pk=subscriber_id)
        look = AddressLook.objects.create(subscriber=row, person=by, reason=reason)
        others = User.objects.with_perm(TOLD, backend="django.contrib.auth.backends.ModelBackend")
        notify(
            to=others.exclude(pk=by.pk).filter(is_active=True),
            topic=Topic.LOOK,
            sentence=_("%(who)s looked at a subscriber's address: %(why)s")
            % {"who": by, "why": " ".join(reason.split())},
            path=f"/admin/newsletter/addresslook/{look.pk}/change/",
            key=f"look {look.pk}",
        )
    return row.address
