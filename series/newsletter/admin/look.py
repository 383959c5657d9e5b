from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from series.newsletter.models import AddressLook
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


@admin.register(AddressLook)
class AddressLookAdmin(OnlyLookedAt):
    list_display = ["person", "subscriber", "reason", "at"]
    list_select_related = ["person", "subscriber"]
    fields = ["person", "subscriber", "reason", "at"]

    @display(description=_("when"), ordering="created_at")
    def at(self, obj: Any) -> str:
        return in_utc(obj.created_at)
