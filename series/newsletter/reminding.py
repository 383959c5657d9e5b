"""Reminders of a premiere: one mail when the film is out, and the address is forgotten.

The mail is of the film's one issue, so who gets the newsletter too gets one. A premiere that moves takes its reminders
along, and none is written of that, nor of a cancellation: both can be undone, and the page says them. A film that never
comes is told of by nobody, and the address goes after `LONGEST`.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from series.models import Effect, ReleaseItem
from series.models.live import PremiereStatus
from series.models.release import ReleaseKind
from series.newsletter import effect
from series.newsletter.addresses import one_spelling
from series.newsletter.joining import refused, row_of, write
from series.newsletter.models import Following, Issue, Reminder, Subscriber
from series.newsletter.models.letter import LetterKind
from series.newsletter.sending import STALE
from series.newsletter.states import SubscriberState
from series.pages.live import LiveSet, LiveSubject
from series.states import ReleaseState

# As the form says. A day, so that a mail that comes back is known as whose it was.
KEPT = timedelta(days=1)
LONGEST = timedelta(days=180)


@dataclass(frozen=True, kw_only=True)
class Ask:
    episode: int
    address: str
    language: str
    consent: str = ""


def announced(episode: int, *, live: LiveSet) -> LiveSubject | None:
    """The public teaser of a film that a reminder can be asked of; None for whatever else there is or is not."""
    if live.get(episode) is not None:
        return None
    teaser = live.teaser_of(episode)
    if teaser is None or not teaser.path or teaser.premiere_status == PremiereStatus.CANCELLED:
        return None
    return teaser


def remind(ask: Ask) -> None:
    """Keep that somebody wants to be told. Whoever asks is told the same in every case.

    An address that is confirmed needs no letter; every other gets one, and nothing more without a press. One
    transaction; twice is once. The caller has seen that the film is `announced`.
    """
    address = one_spelling(ask.address)
    with transaction.atomic():
        if refused(address):
            return
        row = row_of(address, language=ask.language, everything=False)
        if row.state not in {SubscriberState.PENDING, SubscriberState.CONFIRMED}:
            _anew(row, ask, address)
        wish = Reminder(subscriber=row, episode_id=ask.episode, consent=ask.consent)
        Reminder.objects.bulk_create([wish], ignore_conflicts=True)
        if row.state == SubscriberState.PENDING:
            Subscriber.objects.filter(pk=row.pk).update(created_at=Now())
            write(row, LetterKind.REMIND, episode=ask.episode)


def _anew(row: Subscriber, ask: Ask, address: str) -> None:
    """Who had left comes back for this alone."""
    Following.objects.filter(subscriber=row).delete()
    row.address, row.language, row.everything = address, ask.language, False
    row.state, row.left_at, row.forgotten_at = SubscriberState.PENDING, None, None
    row.save()


def only_reminded(row: Subscriber) -> bool:
    """Confirmed for reminders, and for nothing else."""
    return not row.everything and not row.followings.exists()


def catch_up() -> int:
    """Plan for those who confirmed while their film's issue was planned, or later; how many. Twice is once.

    A film that came out while nobody was confirmed has no issue: its effect is written now, and goes the way of all.
    """
    left = Reminder.objects.filter(subscriber__state=SubscriberState.CONFIRMED, episode__live__isnull=False)
    issued = Exists(Issue.objects.filter(episode=OuterRef("episode")))
    for episode in left.exclude(issued).values_list("episode_id", flat=True).distinct():
        _enqueue(episode)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO newsletter_delivery (issue_id, subscriber_id, state)"
            " SELECT i.id, s.id, 'queued' FROM newsletter_reminder r"
            " JOIN newsletter_issue i ON i.episode_id = r.episode_id"
            " JOIN newsletter_subscriber s ON s.id = r.subscriber_id WHERE s.state = 'confirmed'"
            " ORDER BY s.id ON CONFLICT (issue_id, subscriber_id) DO NOTHING"
        )
        made = cursor.rowcount
        cursor.execute(
            "DELETE FROM newsletter_reminder r USING newsletter_issue i, newsletter_delivery d"
            " WHERE i.episode_id = r.episode_id AND d.issue_id = i.id AND d.subscriber_id = r.subscriber_id"
        )
    return made


def _enqueue(episode: int) -> None:
    item = (
        ReleaseItem.objects.filter(
            subject=episode,
            kind=ReleaseKind.PUBLISH,
            release__state=ReleaseState.PUBLISHED,
            release__published_at__gt=Now() - STALE,
        )
        .order_by("-release__published_at")
        .first()
    )
    if item is not None:
        told = Effect(release_id=item.release_id, kind=effect.KIND, target=str(episode))
        Effect.objects.bulk_create([told], ignore_conflicts=True)
