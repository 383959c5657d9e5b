"""What the author still has to see to, for the panel of a working copy: each with the way to its field."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from series.admin.comparison import label_of
from series.admin.reviewing.form import film_time
from series.models import CommentThread, Revision, Subject
from series.reviewing.threads import open_threads_of

# Names in a revision's content that stand elsewhere in the form; the rest have the field's own name.
_ELSEWHERE = {"captions": "captions-group", "series_slug": "id_series", "creator_name": "id_creator"}


@dataclass(frozen=True)
class OpenTalk:
    thread: CommentThread
    label: str
    at: str
    # The id of the field in the form; "" for all of it.
    place: str
    url: str


def open_talks(subject: Subject, newest: Revision | None) -> list[OpenTalk]:
    """`newest` is the subject's newest revision: on its review's page they are answered."""
    if newest is None:
        return []
    path = reverse("admin:series_review_change", args=[newest.review_id])
    threads = open_threads_of(subject)
    return [_open(thread, path) for thread in threads]


def _open(thread: CommentThread, path: str) -> OpenTalk:
    first = next(iter(thread.comments.all()), None)
    return OpenTalk(
        thread=thread,
        label=label_of(thread.field) if thread.field else _("All of it"),
        at=film_time(thread.film_ms) if thread.film_ms is not None else "",
        place=_ELSEWHERE.get(thread.field, f"id_{thread.field}" if thread.field else ""),
        url=f"{path}#comment-{first.pk}" if first else path,
    )
