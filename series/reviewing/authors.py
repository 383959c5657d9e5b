"""Everybody who wrote any of what is submitted, in however many submissions and whoever pressed the button."""

from collections.abc import Mapping
from typing import Any

from series.models import Review, Revision, Subject
from series.revisions import approved_revision, content_hash, content_of
from series.states import ReviewState

# What a revision says in words of another working copy: the reference, and the names here and there.
_BORROWED: dict[str, list[tuple[str, dict[str, str]]]] = {
    "episode": [("series", {"series_slug": "slug"}), ("creator", {"creator_name": "name"})],
    "teaser": [
        ("series", {"series_slug": "slug"}),
        ("episode", {"number": "number", "slug": "slug", "language": "language"}),
    ],
}


def authors_of(subject: Subject) -> set[int]:
    """Who wrote what the working copy says now. The caller holds the subject's row."""
    content = content_of(subject)
    return _own(subject, content) | _of_what_it_borrows(subject, content)


def _own(subject: Subject, content: Mapping[str, Any]) -> set[int]:
    """Since the last approval, and of an older text that was never approved and stands here again."""
    authors = set(subject.editors)
    approved = approved_revision(subject)
    mark = content_hash(dict(content))
    if approved is not None and approved.content_hash == mark and not authors:
        return authors
    unapproved = Revision.objects.filter(subject=subject).exclude(review__state=ReviewState.APPROVED)
    since = unapproved.filter(number__gt=approved.number if approved else 0)
    again = unapproved.filter(content_hash=mark)
    for review in Review.objects.filter(revisions__in=since | again):
        authors.update(review.authors)
    return authors


def _of_what_it_borrows(subject: Subject, content: Mapping[str, Any]) -> set[int]:
    """A teaser says its episode's number: whoever changed that number wrote it, too."""
    authors: set[int] = set()
    for reference, names in _BORROWED.get(subject.kind, []):
        other = Subject.objects.filter(pk=content[reference]).first()
        if other is None:
            continue
        approved = approved_revision(other)
        said = approved.content if approved else {}
        if any(content.get(here) != said.get(there) for here, there in names.items()):
            authors |= _own(other, content_of(other))
    return authors
