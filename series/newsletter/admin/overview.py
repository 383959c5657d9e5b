"""What an editor wants to know of the newsletter: how many hear of what, how the last issues went, what is unknown."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from series.newsletter.models import Delivery, Following, Issue, Reminder, Subscriber
from series.newsletter.states import MailState, SubscriberState
from series.pages.live import LiveSet
from sparks.desk.times import in_utc

LAST = 10


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("newsletter.view_issue"):
        raise PermissionDenied
    context = {
        **admin.site.each_context(request),
        "title": _("Readers and issues"),
        "readers": _readers(),
        "topics": _topics(),
        "awaited": _awaited(),
        "issues": _issues(),
        "may_look": request.user.has_perm("newsletter.view_delivery"),
    }
    return TemplateResponse(request, "admin/newsletter/overview.html", context)


def _readers() -> dict[str, int]:
    confirmed = Q(state=SubscriberState.CONFIRMED)
    return Subscriber.objects.aggregate(
        confirmed=Count("pk", filter=confirmed),
        everything=Count("pk", filter=confirmed & Q(everything=True)),
        pending=Count("pk", filter=Q(state=SubscriberState.PENDING)),
        suppressed=Count("pk", filter=Q(state=SubscriberState.SUPPRESSED)),
    )


def _topics() -> list[dict[str, Any]]:
    """Who chose: one reader may stand in several lines."""
    counted = (
        Following.objects.filter(subscriber__state=SubscriberState.CONFIRMED)
        .values("subject")
        .annotate(readers=Count("subscriber"))
        .order_by("-readers", "subject")
    )
    return _named(counted, "subject")


def _awaited() -> list[dict[str, Any]]:
    counted = (
        Reminder.objects.values("episode")
        .annotate(
            readers=Count("pk", filter=Q(subscriber__state=SubscriberState.CONFIRMED)),
            unconfirmed=Count("pk", filter=Q(subscriber__state=SubscriberState.PENDING)),
        )
        .order_by("-readers", "episode")
    )
    return _named(counted, "episode", teasers=True)


def _named(counted: Any, column: str, *, teasers: bool = False) -> list[dict[str, Any]]:
    """By what the public calls it."""
    lines, live = list(counted), LiveSet()
    found = live.many([line[column] for line in lines])
    announced = {one.episode: one for one in live.upcoming(limit=500)} if teasers and lines else {}
    for line in lines:
        shown = found.get(line[column]) or announced.get(line[column])
        content = shown.content if shown else {}
        line["name"] = (
            content.get("creator_name")
            or content.get("title")
            or content.get("name")
            or _("not public any more")
        )
        line["kind"] = {"series": _("series"), "cause": _("cause")}.get(shown.kind, "") if shown else ""
    return lines


def _issues() -> list[dict[str, Any]]:
    """The last ones, with how many mails stand where. Counted in one question for all of them."""
    last = list(Issue.objects.order_by("-id")[:LAST])
    counts: dict[tuple[int, str], int] = {
        (issue, state): count
        for issue, state, count in Delivery.objects.filter(issue__in=last)
        .order_by()
        .values_list("issue", "state")
        .annotate(Count("pk"))
    }
    return [
        {
            "issue": issue,
            "planned": in_utc(issue.planned_at),
            "queued": counts.get((issue.pk, MailState.QUEUED), 0)
            + counts.get((issue.pk, MailState.SENDING), 0),
            "sent": counts.get((issue.pk, MailState.SENT), 0),
            "bounced": counts.get((issue.pk, MailState.BOUNCED), 0),
            "unknown": counts.get((issue.pk, MailState.UNCERTAIN), 0),
            "not_sent": counts.get((issue.pk, MailState.SUPPRESSED), 0)
            + counts.get((issue.pk, MailState.DROPPED), 0),
        }
        for issue in last
    ]
