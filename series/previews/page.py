"""The bytes of a preview: the public page, with the addresses of what is not public put in their place."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.templatetags.static import static

from series.addresses import own_path
from series.cards import keep
from series.models import Page, Rendition
from series.pages.live import LiveSet
from series.pages.render import render
from series.pages.shown.look import stylesheet
from series.previews.shown import Shown
from series.previews.themes import switched
from series.video.addresses import media_url

# What a preview may be asked for.
TYPES = frozenset({"video/mp4", "image/jpeg", "image/webp", "image/avif", "image/png", "text/vtt"})
# Links leave by a window of their own: the frame keeps the preview, and the public page would refuse to be in it.
_LEAVING = re.compile(rb'<a (?=[^>]*\bhref="(?!#))')


@dataclass(frozen=True)
class Addresses:
    """Where the page finds what it brings along. `style` is the hub's stylesheet in one theme, or empty."""

    look: str
    file: Callable[[Rendition], str]
    style: str = ""


def page_of(shown: Shown) -> Page:
    """A row as the page has or would have, never saved."""
    main = shown.main
    kind = {"site": "home", "teaser": "episode"}.get(main.kind, main.kind)
    subject = main.content["episode"] if main.kind == "teaser" else main.subject
    return Page(path=own_path(main.kind, main.content), kind=kind, subject_id=subject)


def public_bytes(shown: Shown, *, live: LiveSet) -> bytes:
    """What would be public, byte for byte."""
    return render(page=page_of(shown), live=live) or b""


def preview_bytes(shown: Shown, *, live: LiveSet, addresses: Addresses, theme: str = "") -> bytes:
    """The same page without anything for machines; `theme` ("light", "dark") instead of the device's wish."""
    instead = {"preview": True, "robots": "noindex, nofollow, noarchive", "look": addresses.look}
    body = render(page=page_of(shown), live=live, instead=instead) or b""
    for rendition in renditions(shown).values():
        public = media_url(rendition.public_key).encode()
        body = body.replace(public, addresses.file(rendition).encode())
    body = _LEAVING.sub(b'<a target="_blank" ', body)
    if theme and addresses.style:
        body = body.replace(static("css/hub.css").encode(), addresses.style.encode())
        body = switched(body.decode(), theme).encode()
    return body


def renditions(shown: Shown) -> dict[str, Rendition]:
    """The files that this preview may show, by their public keys. A card that nobody has seen yet is drawn."""
    rows = _rows(keys := shown.keys())
    if any(told.content["card"]["key"] not in rows for told in shown.all if told.content.get("card")):
        keep.draw(told.content for told in shown.all)
        rows = _rows(keys)
    return rows


def _rows(keys: set[str]) -> dict[str, Rendition]:
    rows = Rendition.objects.filter(public_key__in=keys, content_type__in=TYPES) if keys else ()
    return {row.public_key: row for row in rows}


def look(shown: Shown, *, live: LiveSet, theme: str = "") -> bytes:
    """The colours of the page, of a series that is not public too."""
    main = live.get(shown.main.subject)
    series = main if main is not None and main.kind == "series" else live.get(main.series if main else None)
    ember = (series or live.site()).content.get("ember")
    return switched(stylesheet(ember).decode(), theme).encode()
