"""What stands in the frame of a visit: the previewed page, its colours, its film, poster and captions."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from series.previews import links, outside
from series.previews.door import Visit, door, private
from series.previews.headers import as_page, policy_kind
from series.previews.media import file_response
from series.previews.overlay import live_set
from series.previews.page import Addresses, look, page_of, preview_bytes, renditions


@private
@require_safe
@door
def visit_page(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    shows = visit.shows()
    addresses = Addresses(
        look=reverse("preview-look", args=[visit.token]),
        file=lambda rendition: reverse("preview-file", args=[visit.token, rendition.pk]),
    )
    body = preview_bytes(shows, live=live_set(shows), addresses=addresses)
    return as_page(HttpResponse(body), kind=policy_kind(page_of(shows).kind))


@private
@require_safe
@door
def visit_look(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    shows = visit.shows()
    return HttpResponse(look(shows, live=live_set(shows)), content_type="text/css; charset=utf-8")


@private
@require_safe
@door
def visit_file(request: HttpRequest, visit: Visit, pk: int) -> HttpResponseBase:
    """A file of what this link shows, and of nothing else."""
    allowed = {one.pk: one for one in renditions(visit.shows()).values()}
    if pk not in allowed:
        return outside.nothing_here()
    return file_response(request, allowed[pk], alive=lambda: links.still_alive(visit.link.pk))
