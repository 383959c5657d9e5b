"""The oEmbed provider: a film as an iframe for other people's pages, from live revisions only.

The address asked about is parsed and looked up, never fetched. JSON only; see oembed.com, section 2.
"""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from series.models import Page
from series.models.page import PageState
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.film import main_file
from series.pages.shown.names import headline
from series.pages.shown.share import HEIGHT, WIDTH, embed_code
from series.pages.shown.stills import best_jpeg

CACHE_SECONDS = 60
# A side of a frame in pixels; beyond it a number is a mistake.
LARGEST = 10_000


class Unusable(Exception):
    """The question can't be understood. The message is a sentence for whoever asked."""


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """404 for what is no public film of this hub, 501 for another format than JSON, 400 for a bad size."""
    if request.GET.get("format", "json") != "json":
        return _refusal(501, "This provider answers in JSON only; ask with format=json.")
    try:
        width, height = _side(request, "maxwidth"), _side(request, "maxheight")
    except Unusable as error:
        return _refusal(400, str(error))
    live = LiveSet()
    episode = _episode(request.GET.get("url", ""), live=live)
    if episode is None or main_file(episode.content.get("video")) is None:
        return _refusal(404, "No film of this hub is public at that address.")
    return _open_to_all(JsonResponse(describe(episode, live=live, maxwidth=width, maxheight=height)))


def describe(
    episode: LiveSubject, *, live: LiveSet, maxwidth: int | None = None, maxheight: int | None = None
) -> dict[str, object]:
    """The answer's content. The frame is upright, 9:16 to a pixel, and never larger than asked."""
    width, height = fitted(maxwidth=maxwidth, maxheight=maxheight)
    site = live.site().content
    creator = live.get(episode.creator)
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "video",
        "title": headline(episode.content),
        "author_name": episode.content["creator_name"],
        "provider_name": site["name"],
        "provider_url": absolute("/"),
        "cache_age": CACHE_SECONDS,
        "html": embed_code(episode, width=width, height=height),
        "width": width,
        "height": height,
    }
    if creator is not None and creator.path:
        answer["author_url"] = absolute(creator.path)
    still = best_jpeg(episode.content.get("poster"))
    if still is not None:
        answer |= {
            "thumbnail_url": file_address(still),
            "thumbnail_width": still["width"],
            "thumbnail_height": still["height"],
        }
    return answer


def fitted(*, maxwidth: int | None, maxheight: int | None) -> tuple[int, int]:
    width = min(WIDTH, maxwidth or WIDTH, (maxheight or HEIGHT) * WIDTH // HEIGHT or 1)
    return width, min(HEIGHT, round(width * HEIGHT / WIDTH), maxheight or HEIGHT)


def _episode(url: str, *, live: LiveSet) -> LiveSubject | None:
    try:
        parts, own = urlsplit(url), urlsplit(settings.PUBLIC_URL)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.netloc != own.netloc:
        return None
    path = unquote(parts.path)
    if "\0" in path:
        return None
    pages = Page.objects.filter(state=PageState.UP, kind__in=["episode", "embed"])
    page = pages.filter(path=path if path.endswith("/") else f"{path}/").first()
    episode = live.get(page.subject_id) if page else None
    return episode if episode is not None and episode.kind == "episode" else None


def _side(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= LARGEST):
        raise Unusable(f"{name} must be a whole number of pixels between 1 and {LARGEST}.")
    return int(text)


def _refusal(status: int, sentence: str) -> HttpResponse:
    return _open_to_all(JsonResponse({"error": sentence}, status=status))


def _open_to_all(response: HttpResponse) -> HttpResponse:
    """Any page may ask from a reader's browser: the answer is public and the same for everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response
