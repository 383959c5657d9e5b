import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from series.models.revision import Revision
from sparks import history

MOST = 2000


@history.track
class CommentThread(models.Model):
    """One matter that somebody raised about a revision: about a field of it, a time in its film, or all of it.

    While it is open it stands in every later review of the subject, too.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="threads", verbose_name=_("revision")
    )
    # A name in the revision's content; empty for all of it.
    field = models.CharField(_("field"), max_length=60, blank=True)
    film_ms = models.PositiveIntegerField(_("time in the film"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes = [
            # The panel of a working copy and every review: what is still open.
            models.Index(fields=["revision"], condition=Q(resolved_at=None), name="thread_open"),
        ]
        constraints = [
            models.CheckConstraint(
                name="resolved_by_somebody",
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.field or _('all of it')}"


@history.track
class Comment(models.Model):
    """What one person said in a thread: plain text. Never deleted; its author can take it back."""

    thread = models.ForeignKey(
        CommentThread, on_delete=models.PROTECT, related_name="comments", verbose_name=_("thread")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=MOST)
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=Q(text__regex=r"\S") & Q(LessThanOrEqual(Length("text"), MOST)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} · {self.made_at:%Y-%m-%d %H:%M}"
