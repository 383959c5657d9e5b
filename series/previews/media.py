"""A file from the private store, whole or in part, as long as whoever asked may see it."""

import time
from collections.abc import Callable, Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from series.models import Rendition
from series.previews import ranges
from series.previews.headers import keep_private
from sparks.storages import private_store

# How old the last look at a permission may be while a file is on its way.
LOOK_AGAIN = 0.5


def file_response(
    request: HttpRequest, rendition: Rendition, *, alive: Callable[[], bool] | None = None
) -> HttpResponseBase:
    """`alive` is asked again and again while the file goes out; it ends in mid-air once that says no."""
    size, tag = rendition.bytes, f'"{rendition.sha256}"'
    response: HttpResponseBase
    # A part only of what the player has the rest of.
    unchanged = request.headers.get("If-Range", tag) == tag
    try:
        part = ranges.asked(request.headers.get("Range", "") if unchanged else "", size=size)
    except ranges.NotThere:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return keep_private(response)
    whole = ranges.Part(0, size - 1)
    response = _body(request, rendition, part or whole, alive=alive)
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    response["Content-Type"] = rendition.content_type
    response["Content-Length"] = str((part or whole).length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Nothing waits in a buffer of nginx for a reader who may not have it any more.
    response["X-Accel-Buffering"] = "no"
    return keep_private(response)


def _body(
    request: HttpRequest, rendition: Rendition, part: ranges.Part, *, alive: Callable[[], bool] | None
) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    try:
        chunks = private_store().part(rendition.private_key, first=part.first, last=part.last)
    except FileNotFoundError as error:
        raise Http404 from error
    return StreamingHttpResponse(_while(alive, chunks) if alive else chunks)


def _while(alive: Callable[[], bool], chunks: Iterable[bytes]) -> Iterator[bytes]:
    looked = time.monotonic()
    for chunk in chunks:
        if time.monotonic() - looked > LOOK_AGAIN:
            if not alive():
                return
            looked = time.monotonic()
        yield chunk
