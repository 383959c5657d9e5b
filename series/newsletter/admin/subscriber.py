"""Subscribers, masked. Who has a whole address in hand can look for it; no part of one finds anybody."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from series.newsletter.admin.by_address import ByAddress
from series.newsletter.admin.colours import SUBSCRIBER
from series.newsletter.models import Subscriber
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


@admin.register(Subscriber)
class SubscriberAdmin(ByAddress, OnlyLookedAt):
    list_display = ["masked", "state_shown", "language", "hears", "asked", "confirmed"]
    list_filter = ["state", "language", "everything"]
    search_help_text = _("A whole address; parts of one find nobody.")
    fields = [
        *("masked", "state", "language", "hears", "consent"),
        *("asked", "confirmed", "left", "forgotten"),
    ]
    change_form_outer_before_template = "admin/newsletter/subscriber.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subscriber]:
        return (
            super()
            .get_queryset(request)
            .prefetch_related("followings__subject__series", "followings__subject__cause")
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_reveal"] = request.user.has_perm("newsletter.reveal_address")
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("address"))
    def masked(self, obj: Any) -> str:
        return str(obj)

    @display(description=_("state"), ordering="state", label=SUBSCRIBER)
    def state_shown(self, obj: Any) -> tuple[str, str]:
        return obj.state, obj.get_state_display()

    @display(description=_("hears of"))
    def hears(self, obj: Any) -> str:
        if obj.everything:
            return str(_("everything"))
        return ", ".join(str(one.subject.thing) for one in obj.followings.all())

    @display(description=_("asked"), ordering="created_at")
    def asked(self, obj: Any) -> str:
        return in_utc(obj.created_at)

    @display(description=_("confirmed"), ordering="confirmed_at")
    def confirmed(self, obj: Any) -> str:
        return in_utc(obj.confirmed_at)

    @display(description=_("left"))
    def left(self, obj: Any) -> str:
        return in_utc(obj.left_at)

    @display(description=_("forgotten"))
    def forgotten(self, obj: Any) -> str:
        return in_utc(obj.forgotten_at)
