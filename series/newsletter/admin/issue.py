"""Issues, and how each went."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from series.newsletter.models import Delivery, Issue
from series.newsletter.states import MailState
from sparks.desk.only_looked_at import OnlyLookedAt
from sparks.desk.times import in_utc


def _count(*states: MailState) -> Coalesce:
    rows = Delivery.objects.filter(issue=OuterRef("pk"), state__in=states).order_by().values("issue")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


@admin.register(Issue)
class IssueAdmin(OnlyLookedAt):
    list_display = ["title", "planned", "sent", "waiting", "uncertain", "bounced", "not_sent"]
    list_per_page = 20
    search_fields = ["title"]
    fields = [
        *("title", "audience", "release", "planned"),
        *("sent", "waiting", "uncertain", "bounced", "not_sent"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                n_sent=_count(MailState.SENT),
                n_waiting=_count(MailState.QUEUED, MailState.SENDING),
                n_uncertain=_count(MailState.UNCERTAIN),
                n_bounced=_count(MailState.BOUNCED),
                n_not=_count(MailState.SUPPRESSED, MailState.DROPPED),
            )
        )

    @display(description=_("planned"), ordering="planned_at")
    def planned(self, obj: Any) -> str:
        return in_utc(obj.planned_at)

    @display(description=_("sent"))
    def sent(self, obj: Any) -> int:
        return obj.n_sent

    @display(description=_("waiting"))
    def waiting(self, obj: Any) -> int:
        return obj.n_waiting

    @display(description=_("uncertain"))
    def uncertain(self, obj: Any) -> int:
        return obj.n_uncertain

    @display(description=_("came back"))
    def bounced(self, obj: Any) -> int:
        return obj.n_bounced

    @display(description=_("not sent"))
    def not_sent(self, obj: Any) -> int:
        return obj.n_not
