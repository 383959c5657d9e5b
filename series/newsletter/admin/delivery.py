"""The ledger: one row a mail."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from series.newsletter.admin.colours import MAIL
from series.newsletter.models import Delivery
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


@admin.register(Delivery)
class DeliveryAdmin(OnlyLookedAt):
    list_display = ["issue", "subscriber", "state_shown", "attempts", "error", "done"]
    list_display_links = ["subscriber"]
    list_filter = ["state", ("issue", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["issue", "subscriber"]
    fields = [
        *("issue", "subscriber", "state", "attempts", "error", "next_try", "done"),
        *("message_id", "provider_id"),
    ]

    @display(description=_("state"), ordering="state", label=MAIL)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("next try"))
    def next_try(self, obj: Any) -> str:
        return in_utc(obj.next_at)

    @display(description=_("done at"), ordering="done_at")
    def done(self, obj: Any) -> str:
        return in_utc(obj.done_at)
