"""Mails staff what became of a release: public, updated, withdrawn, or held. At most once to each address.

The row says `sending`, and that is committed, before the mail server hears a word. If the process ends before the
answer is written down, nobody can say whether the mail went: the row becomes uncertain and is never sent again by
itself. A notice is sent however late it is, for it says when what it tells of happened.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from series.models import Effect, Mark, Release
from series.models.effect import EffectKind
from series.models.page import Rank
from series.publishing.effects import purge
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.notice.mail import send
from series.publishing.effects.notice.recipients import recipients
from series.publishing.effects.told import Told
from series.states import EffectState

KIND = EffectKind.NOTICE.value
LEASE = timedelta(minutes=2)
SENDER_DIED = EffectState.UNCERTAIN
BACKOFF = Backoff(first=timedelta(seconds=30), longest=timedelta(hours=1), give_up_after=timedelta(hours=72))
HELD = "held"


def rows(releases: Sequence[Told]) -> Iterable[Effect]:
    addresses = recipients([told.release for told in releases])
    for told in releases:
        release = told.release
        for address in addresses[release.pk]:
            payload = {"about": release.kind, "to": address}
            yield Effect(release=release, kind=KIND, target=address, payload=payload)


def held(release: Release) -> None:
    """Have staff told that a release is held, and why. Call it in the transaction that holds it.

    A release held again after mending is told of again.
    """
    before = Effect.objects.filter(release=release, kind=KIND, payload__about=HELD)
    times = before.values("payload__time").distinct().count() + 1
    mark = HELD if times == 1 else f"{HELD} {times}"
    Effect.objects.bulk_create(
        [
            Effect(
                release=release,
                kind=KIND,
                target=f"{mark}:{address}",
                payload={"about": HELD, "to": address, "time": times, "reason": release.hold_reason},
            )
            for address in recipients([release])[release.pk]
        ],
        ignore_conflicts=True,
    )


def ready() -> Q:
    """The subject's pages are baked and purged. What is held changed no page."""
    marks = Mark.objects.filter(release=OuterRef("release"), rank=Rank.SUBJECT)
    purges = Effect.objects.filter(
        release=OuterRef("release"), kind=purge.KIND, target=purge.SUBJECT, done_at=None
    )
    return Q(payload__about=HELD) | (Q(~Exists(marks)) & Q(~Exists(purges)))


def channel(target: str) -> str:
    return KIND


def deliver(effect: Effect) -> None:
    send(effect=effect)
