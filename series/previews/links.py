"""Preview links: made, opened, revoked. Whether one is alive is asked of the database, and of its clock, each time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from series.models import PreviewLink, Revision, Subject
from series.models.preview_link import PreviewPurpose
from series.previews import tokens
from series.publishing.due import database_now
from sparks.accounts.models import User

DAYS = 7
MOST_DAYS = 60
ALIVE = Q(revoked_at__isnull=True, expires_at__gt=Now())
STATES = {"open": _("open"), "over": _("over"), "revoked": _("revoked")}


class NotShared(Exception):
    """The message is a sentence for the person who wanted to share it. Nothing was changed."""


def make(
    *,
    subject: Subject,
    revision: Revision | None,
    recipient: str,
    by: User,
    purpose: str = PreviewPurpose.LOOK,
    days: int = DAYS,
    form_key: UUID,
) -> tuple[PreviewLink, str]:
    """A new link and its token, which is kept nowhere. `revision` None follows the newest.

    Raises NotShared, also for a form that was sent twice: its token was shown once and can't be shown again.
    """
    recipient = " ".join(recipient.split())
    if not recipient:
        raise NotShared("Say who it is for: each person has an address of their own.")
    if not 1 <= days <= MOST_DAYS:
        raise NotShared(f"A link lives from 1 to {MOST_DAYS} days.")
    if not subject.revisions.exists():
        raise NotShared(
            f"{subject} was never sent for review. A link shows a revision, so that it stays known what was seen."
        )
    token = tokens.new()
    try:
        with transaction.atomic():
            link = PreviewLink.objects.create(
                subject=subject,
                revision=revision,
                recipient=recipient,
                purpose=purpose,
                token_hash=tokens.hashed(token),
                made_by=by,
                expires_at=database_now() + timedelta(days=days),
                form_key=form_key,
            )
    except IntegrityError as error:
        if not PreviewLink.objects.filter(form_key=form_key).exists():
            raise
        raise NotShared(
            "This link is made already, and its address is shown only once. Make another if you have lost it; "
            "then revoke the first."
        ) from error
    return link, token


def revoke(*, link_id: int, by: User) -> PreviewLink:
    """Dead from the commit on, for pages, files and answers alike. Raises NotShared when it is revoked already."""
    with transaction.atomic():
        link = PreviewLink.objects.select_for_update().get(pk=link_id)
        if link.revoked_at is not None:
            raise NotShared("Somebody has revoked this link already.")
        link.revoked_by = by
        link.revoked_at = Now()
        link.save(update_fields=["revoked_by", "revoked_at"])
    link.refresh_from_db()
    return link


def alive(token: str) -> PreviewLink | None:
    """The link of this token. None for one that is wrong, over or revoked, without telling which."""
    return _found(token).filter(ALIVE).first() if tokens.well_formed(token) else None


def opened(token: str) -> PreviewLink | None:
    """As `alive`, and counted: one statement finds that it is alive and counts, so nobody sees it uncounted."""
    if not tokens.well_formed(token):
        return None
    counted = PreviewLink.objects.filter(ALIVE, token_hash=tokens.hashed(token)).update(
        uses=F("uses") + 1, first_used_at=Coalesce("first_used_at", Now()), last_used_at=Now()
    )
    return _found(token).first() if counted else None


def still_alive(link_id: int) -> bool:
    return PreviewLink.objects.filter(ALIVE, pk=link_id).exists()


def revision_of(link: PreviewLink) -> Revision:
    """What the link shows now: its own revision, or the newest."""
    if link.revision is not None:
        return link.revision
    return link.subject.revisions.select_related("subject").order_by("-number")[0]


def state_of(link: PreviewLink, *, at: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    return "open" if link.expires_at > at else "over"


def _found(token: str) -> QuerySet[PreviewLink]:
    return PreviewLink.objects.select_related("subject", "revision__subject").filter(
        token_hash=tokens.hashed(token)
    )
