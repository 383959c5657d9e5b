"""Absolute addresses and files in the public store, as pages and feeds write them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from series.video.addresses import media_url

File = Mapping[str, Any]
# What RFC 3986 allows in a path beside letters and digits; everything else is written in percent, once.
PATH_SAFE = "/:@!$&'()*+,;=-._~%"


def absolute(path: str) -> str:
    """The full address of a path of the hub, in ASCII: feeds and calendars take no other letters (RFC 3986)."""
    return f"{settings.PUBLIC_URL}{quote(path, safe=PATH_SAFE)}"


def link(path: str) -> str:
    return quote(path, safe=PATH_SAFE)


def file_link(file: File) -> str:
    """As a page refers to it: a path when the hub serves it itself."""
    return media_url(str(file["key"]))


def file_address(file: File) -> str:
    address = file_link(file)
    return f"{settings.PUBLIC_URL}{address}" if address.startswith("/") else address


def web_address(url: object) -> bool:
    """True for what may stand behind a link: never a script, whatever found its way into a revision."""
    return isinstance(url, str) and url.startswith(("https://", "http://"))


def host_of(address: object) -> str:
    """Where a link leads, for the reader. What is no address leads nowhere."""
    try:
        return urlsplit(str(address)).hostname or ""
    except ValueError:
        return ""


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"
