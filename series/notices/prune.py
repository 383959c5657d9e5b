"""Old notices go; what somebody has not read yet stays."""

from datetime import timedelta

from django.db.models.functions import Now

from series.models import Notice, NoticeMail
from series.states import EffectState

KEPT = timedelta(days=180)
AT_ONCE = 1000


def prune() -> int:
    """Delete what was read half a year ago, and mails of that age that carry nothing any more. Twice is once."""
    old = Notice.objects.filter(read_at__lt=Now() - KEPT)
    gone = 0
    while batch := list(old.order_by("read_at").values_list("pk", flat=True)[:AT_ONCE]):
        # Asked again: somebody may have marked one unread meanwhile.
        gone += old.filter(pk__in=batch).delete()[0]
    NoticeMail.objects.filter(
        state__in=[EffectState.DONE, EffectState.UNCERTAIN, EffectState.PARKED],
        created_at__lt=Now() - KEPT,
        notices=None,
    ).delete()
    return gone
