"""What a recipient says of the cut, bound to the revision that they saw, and telling those who made it."""

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from series.models import PreviewAnswer, PreviewLink, Revision
from series.models.notice import Topic
from series.models.preview_link import PreviewPurpose
from series.notices import notify
from series.previews.links import ALIVE
from sparks.accounts.models import User

MOST_LETTERS = 4000
SAID_IN_NOTICE = 160


class Closed(Exception):
    """The link is over, or does not ask: there is nobody to answer to."""


def answer(
    *, link_id: int, revision_id: int, verdict: str, text: str = "", film_seconds: int | None = None
) -> PreviewAnswer:
    """Record an answer and tell the authors. The same answer again is the first one; another is a change of mind.

    Raises Closed when the link died meanwhile, by the database's clock. A wish without words is the form's to refuse.
    Two at once take turns at the link's row, and so does a revocation: what is answered was answered before it.
    """
    text = text.replace("\r\n", "\n").strip()
    with transaction.atomic():
        link = (
            PreviewLink.objects.select_for_update(of=("self",))
            .select_related("subject")
            .filter(ALIVE, pk=link_id, purpose=PreviewPurpose.APPROVE)
            .first()
        )
        revision = _revision(link, revision_id) if link else None
        if link is None or revision is None:
            raise Closed
        last = PreviewAnswer.objects.filter(link=link, revision=revision).order_by("-pk").first()
        if last and (last.verdict, last.text, last.film_seconds) == (verdict, text, film_seconds):
            return last
        made = PreviewAnswer.objects.create(
            link=link, revision=revision, verdict=verdict, text=text, film_seconds=film_seconds
        )
        _tell(made, link=link, revision=revision)
    return made


def of_revisions(revisions: Iterable[int]) -> list[PreviewAnswer]:
    """Every answer about these revisions, the newest first, with who gave it."""
    found = PreviewAnswer.objects.filter(revision__in=list(revisions)).order_by("-pk")
    return list(found.select_related("link", "revision"))


def at_in_film(seconds: int | None) -> str:
    """ "0:42"."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def _revision(link: PreviewLink, revision_id: int) -> Revision | None:
    allowed = Revision.objects.select_related("review").filter(subject=link.subject_id, pk=revision_id)
    if link.revision_id is not None:
        allowed = allowed.filter(pk=link.revision_id)
    return allowed.first()


def _tell(made: PreviewAnswer, *, link: PreviewLink, revision: Revision) -> None:
    people = User.objects.filter(pk__in={link.made_by_id, *revision.review.authors})
    where = f" at {at_in_film(made.film_seconds)}" if made.film_seconds is not None else ""
    text = made.text if len(made.text) <= SAID_IN_NOTICE else f"{made.text[: SAID_IN_NOTICE - 1]}…"
    notify(
        to=people,
        topic=Topic.PREVIEW,
        sentence=f"{link.recipient} {made.get_verdict_display()}{where}: {link.subject}, revision {revision.number}."
        + (f" “{text}”" if text else ""),
        path=reverse("desk-preview", args=[revision.pk]),
        key=f"preview-answer:{made.pk}",
    )
