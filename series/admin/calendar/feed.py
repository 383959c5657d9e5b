"""The private calendar address: no session, no cookie; whoever has the address may read."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from series.calendar import addresses, feed
from series.publishing.due import database_now


@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Every way of not being allowed has one answer, which does not tell which."""
    address = addresses.find(token.removesuffix(".ics")) if token.endswith(".ics") else None
    if address is None:
        response = HttpResponse(gettext("There is no such calendar."), status=404, content_type="text/plain")
    else:
        with override("en"):
            body = feed.feed(
                name=address.name, series=[one.pk for one in address.series.all()], now=database_now()
            )
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="schedule.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
