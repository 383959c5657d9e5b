import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from series.models.revision import Revision
from series.models.season import Slot
from series.models.subject import Subject
from series.states import RELEASE_MOVES, ReleaseState
from sparks import history


class ReleaseKind(models.TextChoices):
    PUBLISH = "publish", _("publish")
    UPDATE = "update", _("update")
    WITHDRAW = "withdraw", _("withdraw")


@history.track
class Release(models.Model):
    """A set of revisions and an instant. The row is the schedule; see series.publishing for what runs it."""

    kind = models.CharField(_("kind"), max_length=10, choices=ReleaseKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.PLANNED
    )
    instant = models.DateTimeField(_("instant"))
    wall = models.CharField(_("wall time"), max_length=19, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    slot = models.OneToOneField(
        Slot, on_delete=models.SET_NULL, null=True, blank=True, related_name="release", verbose_name=_("slot")
    )
    # Shown to the public: the correction's notice, or why something was withdrawn.
    notice = models.TextField(_("public notice"), blank=True)
    hold_reason = models.TextField(_("why it is held"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("scheduled by"),
    )
    # By the database's clock, inside the transaction that made it so.
    published_at = models.DateTimeField(_("done at"), null=True)
    subjects = models.ManyToManyField(Subject, through="series.ReleaseItem", related_name="releases")

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        permissions = [
            ("plan_release", _("Can pencil releases in")),
            ("schedule_release", _("Can schedule, unschedule, move, swap and cancel releases")),
            ("publish_release", _("Can publish at once, update and correct")),
            ("withdraw_release", _("Can withdraw what is public")),
        ]
        ordering = ["instant", "id"]
        indexes = [
            # series.publishing.due reads this: only rows that can be due are in it.
            models.Index(fields=["instant", "id"], condition=Q(state="scheduled"), name="release_due"),
            # readyz and the desk: what needs a person.
            models.Index(fields=["instant"], condition=Q(state="held"), name="release_held"),
            # What is still to come, and what went out last: the desk's home and series.readiness.at_risk.
            models.Index(
                fields=["instant", "id"],
                condition=Q(state__in=["planned", "scheduled", "held"]),
                name="release_unfinished",
            ),
            models.Index(fields=["-published_at"], condition=Q(state="published"), name="release_out"),
            # The desk's list of all of them, newest first.
            models.Index(fields=["-instant", "-id"], name="release_newest"),
        ]
        triggers = [
            RELEASE_MOVES.trigger(),
            pgtrigger.Trigger(
                name="finish_items",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state IN ('published', 'cancelled')"),
                func="UPDATE series_releaseitem SET unfinished = FALSE WHERE release_id = NEW.id; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="scheduled_is_pinned",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Condition("NEW.state = 'scheduled' AND NEW.kind <> 'withdraw'"),
                func="""
                    IF EXISTS (SELECT 1 FROM series_releaseitem i
                               LEFT JOIN series_revision v ON v.id = i.revision_id
                               LEFT JOIN series_review w ON w.id = v.review_id
                               WHERE i.release_id = NEW.id AND w.state IS DISTINCT FROM 'approved')
                    THEN RAISE EXCEPTION 'release % has an item without an approved revision', NEW.id
                         USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="held_says_why", condition=~Q(state=ReleaseState.HELD) | ~Q(hold_reason="")
            ),
            models.CheckConstraint(
                name="published_has_its_time",
                condition=~Q(state=ReleaseState.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="never_early", condition=Q(published_at=None) | Q(published_at__gte=models.F("instant"))
            ),
            models.CheckConstraint(
                name="whole_seconds",
                condition=Q(
                    instant=models.Func(
                        models.F("instant"),
                        template="date_trunc('second', %(expressions)s)",
                        output_field=models.DateTimeField(),
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.instant:%Y-%m-%d %H:%M:%S} UTC"


class ItemRole(models.TextChoices):
    MAIN = "main", _("main")
    # Comes along because it is not public yet; never replaces a newer live revision.
    COMPANION = "companion", _("companion")


@history.track
class ReleaseItem(models.Model):
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, related_name="items", verbose_name=_("release")
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="items", verbose_name=_("subject")
    )
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("revision"),
    )
    role = models.CharField(_("role"), max_length=10, choices=ItemRole.choices, default=ItemRole.MAIN)
    # The release's own kind, unless a bundle says otherwise of this item: it may publish one thing and update
    # another. A withdrawal shares with nothing. This and a copy of "not published or cancelled yet" are kept by
    # triggers, so that the rule below can be an index.
    kind = models.CharField(max_length=10, editable=False)
    unfinished = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["release", "id"]
        triggers = [
            pgtrigger.Trigger(
                name="copy_kind",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    SELECT coalesce(nullif(NEW.kind, ''), r.kind) INTO NEW.kind
                    FROM series_release r WHERE r.id = NEW.release_id;
                    IF (NEW.kind = 'withdraw') <>
                       ((SELECT r.kind FROM series_release r WHERE r.id = NEW.release_id) = 'withdraw')
                    THEN RAISE EXCEPTION 'a withdrawal shares release % with nothing', NEW.release_id
                         USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            # What is scheduled is what was approved and confirmed: nothing is slipped in or changed afterwards.
            pgtrigger.Trigger(
                name="locked_with_its_release",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("revision_id", "subject_id", "role"),
                func="""
                    IF (SELECT r.state FROM series_release r WHERE r.id = NEW.release_id)
                       IN ('scheduled', 'published', 'cancelled')
                    THEN RAISE EXCEPTION 'release % can take no other items', NEW.release_id
                         USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "subject"], name="subject_once_a_release"),
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(unfinished=True, kind=ReleaseKind.PUBLISH, role=ItemRole.MAIN),
                name="one_unfinished_publish_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.role}"
