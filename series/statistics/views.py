"""The door for the script of the public pages: `/count`. No cookie, no session; what it is told is a number by now."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from series.models.count import Counted
from series.statistics import writing
from series.statistics.hosts import host_of
from series.statistics.limits import LONGEST_BODY

# What browsers send whose owner wants no part in this, or is short of data. The script looks first; this is for others.
NO = {"Sec-GPC": "1", "DNT": "1", "Save-Data": "on"}


@csrf_exempt
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """204, counted or not wanted; 400 for what is not understood, 403 from elsewhere, 503 while the database is away.

    No token against forged forms: there is no cookie to borrow. Browsers say themselves where a request comes from.
    """
    if any(request.headers.get(name, "").lower() == value for name, value in NO.items()):
        return _said(204)
    if urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
        return _said(403)
    # Before anything of it is read; no length is no body.
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > LONGEST_BODY:
        return _said(413)
    what, page = request.POST.get("what", ""), request.POST.get("page", "")
    if what not in Counted.values or not page.startswith("/"):
        return _said(400)
    host = host_of(request.POST.get("from", "")[:300], own=_own(request))
    try:
        writing.add(path=page, kind=Counted(what), host=host)
    except (OperationalError, InterfaceError):
        return _said(503)
    return _said(204)


def _own(request: HttpRequest) -> set[str]:
    public = urlsplit(settings.PUBLIC_URL).hostname or ""
    names = [public, request.get_host().partition(":")[0], *settings.ALLOWED_HOSTS]
    return {name.lower().removeprefix("www.") for name in names}


def _said(status: int) -> HttpResponse:
    return HttpResponse(status=status, headers={"Cache-Control": "no-store"})
