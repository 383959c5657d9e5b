"""What was approved, in words: the revision, its files by the beginning of their hashes, who and when."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from series.models import Revision
from series.states import ReviewState
from sparks.desk.times import in_day

# What `pinned_words` reads, for a query of items.
PINNED = ["subject", "revision", "revision__review", "revision__review__decided_by"]
FILES = ("video", "poster", "logo")


def pinned_words(revision: Revision | None) -> str:
    """ "revision 4, film 3f2a91c0…, poster 77ab01de…, approved by Ana, 12 Nov 2026"."""
    if revision is None:
        return ""
    parts = [_("revision %(number)d") % {"number": revision.number}, *files_of(revision.content)]
    review = revision.review
    if review.state == ReviewState.APPROVED and review.decided_at:
        words = {"who": review.decided_by, "day": in_day(review.decided_at.date())}
        parts.append(_("approved by %(who)s, %(day)s") % words)
    return ", ".join(parts)


def files_of(content: Mapping[str, Any]) -> list[str]:
    names = {"video": _("film"), "poster": _("poster"), "logo": _("logo")}
    return [
        f"{names[field]} {content[field]['sha256'][:8]}…"
        for field in FILES
        if (content.get(field) or {}).get("sha256")
    ]
