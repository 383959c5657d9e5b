"""Freezing a working copy into an immutable revision, and remembering who changed it since."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max

from series.cards.drawn import with_card
from series.contents import content_of
from series.models import Review, Revision, Subject
from sparks.accounts.models import User

__all__ = [
    "approved_revision",
    "approved_revisions",
    "content_hash",
    "content_of",
    "freeze",
    "note_edit",
    "says",
]


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: equal content, equal hash. The card only shows what it says."""
    said = {name: value for name, value in content.items() if name != "card"}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def says(revision: Revision, content: Mapping[str, Any]) -> bool:
    """Whether the revision was frozen from content that is equal to this."""
    return revision.content_hash == content_hash(dict(content))


def note_edit(*, subject: Subject, by: User) -> None:
    """Remember that `by` changed the working copy, so that they can't approve it. Twice is once."""
    locked = Subject.objects.select_for_update().get(pk=subject.pk)
    if by.pk not in locked.editors:
        locked.editors = [*locked.editors, by.pk]
        locked.save(update_fields=["editors"])


def freeze(*, subject: Subject, review: Review, by: User) -> Revision:
    """Make the next revision of `subject` from its working copy. The caller holds the subject's row."""
    content = content_of(subject)
    last = Revision.objects.filter(subject=subject).aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        subject=subject,
        number=last + 1,
        content=with_card(subject, content),
        content_hash=content_hash(content),
        review=review,
        created_by=by,
    )


def approved_revisions(subjects: Sequence[Subject]) -> dict[int, Revision]:
    """By subject, the newest revision that was approved; those that have none are left out. One query."""
    if not subjects:
        return {}
    rows = Revision.objects.filter(subject__in=subjects, review__state="approved")
    return {row.subject_id: row for row in rows.order_by("subject", "-number").distinct("subject")}


def approved_revision(subject: Subject) -> Revision | None:
    """The newest revision of `subject` that was approved."""
    return approved_revisions([subject]).get(subject.pk)
