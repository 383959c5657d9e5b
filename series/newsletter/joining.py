"""Asking to be written to. Nothing is sent but a letter to the address itself, and nothing is told to who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now

from series.newsletter.addresses import keys, one_spelling
from series.newsletter.choosing import follow
from series.newsletter.models import Letter, Subscriber, Suppression
from series.newsletter.models.letter import LetterKind
from series.newsletter.models.suppression import Why
from series.newsletter.states import MailState, SubscriberState

# Letters that somebody else's typing can bring into a mailbox.
LETTERS_A_DAY = 3
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a form asked for. `subjects` are series and causes, of no matter where `everything` is wanted."""

    address: str
    language: str
    everything: bool = True
    subjects: Collection[int] = ()
    # The sentence that stood beside the button.
    consent: str = ""


def join(wish: Wish) -> None:
    """Have a letter written to the address, if it may be. Whoever asks is told the same in every case.

    An address that is confirmed already gets a letter with its private link, and nothing of what it chose changes:
    the form proves nothing. One transaction; asked again within ten minutes, no second letter is written.
    """
    address = one_spelling(wish.address)
    with transaction.atomic():
        if refused(address):
            return
        row = row_of(address, language=wish.language, everything=wish.everything)
        if row.state == SubscriberState.CONFIRMED:
            write(row, LetterKind.ALREADY)
            return
        row.address, row.language, row.consent = address, wish.language, wish.consent
        row.everything, row.state = wish.everything, SubscriberState.PENDING
        row.left_at = row.forgotten_at = None
        row.save()
        Subscriber.objects.filter(pk=row.pk).update(created_at=Now())
        follow(row, everything=wish.everything, subjects=wish.subjects)
        write(row, LetterKind.CONFIRM)


def refused(address: str) -> bool:
    """Whether nothing may be written to it, whoever asks: mail came back from there, or was complained of."""
    return Suppression.objects.filter(address_key__in=keys(address)).exclude(why=Why.LEFT).exists()


def row_of(address: str, *, language: str, everything: bool) -> Subscriber:
    """The subscriber with this address, locked; made where there is none. Two at once get the same."""
    known = keys(address)
    rows = Subscriber.objects.select_for_update()
    row = rows.filter(address_key__in=known).first() or rows.filter(address=address).first()
    if row is not None:
        return row
    fresh = Subscriber(
        address=address,
        address_key=known[0],
        language=language,
        everything=everything,
    )
    Subscriber.objects.bulk_create([fresh], ignore_conflicts=True)
    return rows.get(address_key=known[0])


def write(row: Subscriber, kind: LetterKind, *, episode: int | None = None) -> None:
    """A letter, unless enough were written. The caller's transaction holds the row."""
    lately = Letter.objects.filter(subscriber=row, created_at__gte=Now() - timedelta(days=1))
    if lately.filter(created_at__gte=Now() - PAUSE, kind=kind).exists():
        return
    if lately.count() >= (1 if kind == LetterKind.ALREADY else LETTERS_A_DAY):
        return
    # What waits still is old news; the new letter says all of it.
    Letter.objects.filter(subscriber=row, state=MailState.QUEUED).update(state=MailState.DROPPED)
    Letter.objects.create(subscriber=row, kind=kind, episode_id=episode)
