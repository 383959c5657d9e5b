"""The effect of a release that brings an episode: its issue is planned, once the page is up and purged.

What is planned is only written down, and twice is once: so this goes at least once. The mails themselves go at most
once: see series.newsletter.sending.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from series.models import Effect, Mark, ReleaseItem
from series.models.effect import EffectKind
from series.models.page import Rank
from series.models.release import ReleaseKind
from series.models.subject import SubjectKind
from series.newsletter.models import Subscriber
from series.newsletter.planning import plan
from series.newsletter.sending import STALE
from series.newsletter.states import SubscriberState
from series.publishing.due import database_now
from series.publishing.effects import purge
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.outcomes import Permanent
from series.publishing.effects.told import Told
from series.states import EffectState

KIND = EffectKind.NEWSLETTER.value
LEASE = timedelta(minutes=2)
SENDER_DIED = EffectState.WAITING
BACKOFF = Backoff(first=timedelta(seconds=5), longest=timedelta(minutes=10), give_up_after=STALE)


def rows(releases: Sequence[Told]) -> Iterable[Effect]:
    # A hub that has no readers yet asks no more than this.
    if not Subscriber.objects.filter(state=SubscriberState.CONFIRMED).exists():
        return
    by_id = {told.release.pk: told.release for told in releases}
    published = ReleaseItem.objects.filter(
        release__in=by_id, kind=ReleaseKind.PUBLISH, subject__kind=SubjectKind.EPISODE
    )
    for release, subject in published.order_by("id").values_list("release", "subject"):
        yield Effect(release=by_id[release], kind=KIND, target=str(subject))


def ready() -> Q:
    """The subject's pages are baked and purged."""
    marks = Mark.objects.filter(release=OuterRef("release"), rank=Rank.SUBJECT)
    purges = Effect.objects.filter(
        release=OuterRef("release"), kind=purge.KIND, target=purge.SUBJECT, done_at=None
    )
    return Q(~Exists(marks)) & Q(~Exists(purges))


def channel(target: str) -> str:
    return KIND


def deliver(effect: Effect) -> None:
    published = effect.release.published_at
    if published is None or database_now() - published > STALE:
        raise Permanent(
            "It was public for three days before anybody could be written to. That is no news now."
        )
    plan(release_id=effect.release_id, episode_id=int(effect.target))
