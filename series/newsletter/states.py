"""Every state of this room and the legal moves. Each move is made by one function, named beside it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sparks.states import moves


class SubscriberState(TextChoices):
    PENDING = "pending", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    LEFT = "left", _("left")
    SUPPRESSED = "suppressed", _("suppressed")


SUBSCRIBER_MOVES = moves(
    {
        # confirming.confirm; leaving.leave; suppressing.suppress
        SubscriberState.PENDING: {
            SubscriberState.CONFIRMED,
            SubscriberState.LEFT,
            SubscriberState.SUPPRESSED,
        },
        SubscriberState.CONFIRMED: {SubscriberState.LEFT, SubscriberState.SUPPRESSED},
        # joining.join, again; suppressing.suppress
        SubscriberState.LEFT: {SubscriberState.PENDING, SubscriberState.SUPPRESSED},
        # joining.join, once somebody lifted it; leaving.leave
        SubscriberState.SUPPRESSED: {SubscriberState.PENDING, SubscriberState.LEFT},
    }
)


class MailState(TextChoices):
    QUEUED = "queued", _("queued")
    SENDING = "sending", _("sending")
    SENT = "sent", _("sent")
    BOUNCED = "bounced", _("bounced")
    UNCERTAIN = "uncertain", _("uncertain")
    SUPPRESSED = "suppressed", _("suppressed")
    DROPPED = "dropped", _("dropped")


MAIL_MOVES = moves(
    {
        # claim; leaving.leave or suppressing.suppress; too late, or withdrawn meanwhile
        MailState.QUEUED: {MailState.SENDING, MailState.SUPPRESSED, MailState.DROPPED},
        # settle, all of them
        MailState.SENDING: {
            MailState.SENT,
            MailState.QUEUED,
            MailState.BOUNCED,
            MailState.UNCERTAIN,
            MailState.DROPPED,
        },
        # the provider tells of it later
        MailState.SENT: {MailState.BOUNCED},
        # its sender was slow and not dead, and says so; or the provider does
        MailState.UNCERTAIN: {MailState.SENT, MailState.BOUNCED},
        MailState.BOUNCED: set(),
        MailState.SUPPRESSED: set(),
        MailState.DROPPED: set(),
    }
)
