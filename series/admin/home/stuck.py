"""What should have left and did not get through. Two queries."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from series.models import Effect, NoticeMail
from series.states import EffectState

MOST = 6
STUCK = [EffectState.UNCERTAIN, EffectState.PARKED]
# What nobody did anything about for so long is history; it stays in the list of effects.
NEWS = timedelta(days=14)


def stuck(*, at: datetime) -> list[dict[str, Any]]:
    effects = Effect.objects.filter(state__in=STUCK, created_at__gt=at - NEWS).order_by("-pk")[:MOST]
    mails = NoticeMail.objects.filter(state__in=STUCK, created_at__gt=at - NEWS).select_related("person")
    return [
        *(
            {
                "what": f"{effect.get_kind_display()} · {effect.target}",
                "state": effect.get_state_display(),
                "error": effect.error,
                "url": reverse("admin:series_effect_change", args=[effect.pk]),
            }
            for effect in effects
        ),
        *(
            {
                "what": _("notices mailed to %(person)s") % {"person": mail.person},
                "state": mail.get_state_display(),
                "error": mail.error,
                "url": "",
            }
            for mail in mails.order_by("-pk")[:MOST]
        ),
    ]
