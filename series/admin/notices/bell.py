"""How many notices wait for the person who looks. Read once a request."""

from typing import Any

from django.http import HttpRequest

from series.models import Notice
from series.notices import reading


def unread_of(request: HttpRequest) -> list[Notice]:
    """The newest unread notices, up to as many as anybody counts."""
    kept: Any = request
    if not hasattr(kept, "unread_notices"):
        kept.unread_notices = list(reading.unread(kept.user)[: reading.MOST])
    return kept.unread_notices


def count_of(request: HttpRequest) -> int:
    kept: Any = request
    if hasattr(kept, "unread_notices"):
        return len(kept.unread_notices)
    if not hasattr(kept, "unread_count"):
        kept.unread_count = reading.unread_count(kept.user)
    return kept.unread_count


def said(count: int) -> str:
    return "99+" if count >= reading.MOST else str(count)
