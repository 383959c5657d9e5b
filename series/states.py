"""Every state of this app and the legal moves. Each move is made by one function, named beside it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sparks.states import moves


class ReleaseState(TextChoices):
    PLANNED = "planned", _("planned")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


RELEASE_MOVES = moves(
    {
        # scheduling.schedule, scheduling.cancel
        ReleaseState.PLANNED: {ReleaseState.SCHEDULED, ReleaseState.CANCELLED},
        # scheduling.unschedule, publishing.run, publishing.hold, scheduling.cancel
        ReleaseState.SCHEDULED: {
            ReleaseState.PLANNED,
            ReleaseState.PUBLISHED,
            ReleaseState.HELD,
            ReleaseState.CANCELLED,
        },
        # scheduling.schedule (again, after mending), scheduling.unschedule, scheduling.cancel
        ReleaseState.HELD: {ReleaseState.SCHEDULED, ReleaseState.PLANNED, ReleaseState.CANCELLED},
        ReleaseState.PUBLISHED: set(),
        ReleaseState.CANCELLED: set(),
    }
)
UNFINISHED = [ReleaseState.PLANNED, ReleaseState.SCHEDULED, ReleaseState.HELD]


class ReviewState(TextChoices):
    IN_REVIEW = "in_review", _("in review")
    CHANGES_ASKED = "changes_asked", _("changes asked")
    APPROVED = "approved", _("approved")
    SUPERSEDED = "superseded", _("superseded")
    TAKEN_BACK = "taken_back", _("taken back")


REVIEW_MOVES = moves(
    {
        # reviews.approve, reviews.ask_changes, reviews.submit (a newer submission), reviews.take_back
        ReviewState.IN_REVIEW: {
            ReviewState.APPROVED,
            ReviewState.CHANGES_ASKED,
            ReviewState.SUPERSEDED,
            ReviewState.TAKEN_BACK,
        },
        ReviewState.CHANGES_ASKED: set(),
        ReviewState.APPROVED: set(),
        ReviewState.SUPERSEDED: set(),
        ReviewState.TAKEN_BACK: set(),
    }
)


class AssetState(TextChoices):
    STARTED = "started", _("started")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")


ASSET_MOVES = moves(
    {
        AssetState.STARTED: {AssetState.READY, AssetState.REFUSED},  # video.upload.finish
        AssetState.READY: set(),
        AssetState.REFUSED: set(),
    }
)


class EffectState(TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("sending")
    DONE = "done", _("done")
    UNCERTAIN = "uncertain", _("uncertain")
    PARKED = "parked", _("parked")


EFFECT_MOVES = moves(
    {
        EffectState.WAITING: {EffectState.SENDING, EffectState.PARKED},
        # delivered; to be tried again; not known whether it went; given up
        EffectState.SENDING: {
            EffectState.DONE,
            EffectState.WAITING,
            EffectState.UNCERTAIN,
            EffectState.PARKED,
        },
        EffectState.PARKED: {EffectState.WAITING},
        EffectState.DONE: set(),
        EffectState.UNCERTAIN: set(),
    }
)


class SlotState(TextChoices):
    OPEN = "open", _("open")
    DECIDE = "decide", _("to decide")


class ImportState(TextChoices):
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    FAILED = "failed", _("broken off")
    DROPPED = "dropped", _("dropped")


# All by the function of that name in lineup.acts or lineup.work.
IMPORT_MOVES = moves(
    {
        # checked; broken; drop
        ImportState.CHECKING: {ImportState.CHECKED, ImportState.FAILED, ImportState.DROPPED},
        # check_again; apply; drop
        ImportState.CHECKED: {ImportState.CHECKING, ImportState.APPLYING, ImportState.DROPPED},
        # applied; what it stands on changed since; broken
        ImportState.APPLYING: {ImportState.APPLIED, ImportState.CHECKED, ImportState.FAILED},
        ImportState.FAILED: {ImportState.CHECKING, ImportState.DROPPED},
        ImportState.APPLIED: set(),
        ImportState.DROPPED: set(),
    }
)
