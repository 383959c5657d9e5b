"""Tells receivers what a release did, signed. At least once, in order for each receiver and subject, for 72 h."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from series.models import Effect, Mark, ReleaseItem, WebhookEndpoint
from series.models.effect import EffectKind
from series.models.page import Rank
from series.publishing.due import database_now
from series.publishing.effects import purge
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.outcomes import Permanent, Transient
from series.publishing.effects.posting import Unanswered, request
from series.publishing.effects.told import Told
from series.publishing.effects.webhook.body import body_of
from series.publishing.effects.webhook.signature import signature
from series.publishing.effects.webhook.target import Refused, Unknown, find
from series.states import EffectState

KIND = EffectKind.WEBHOOK.value
LEASE = timedelta(seconds=30)
SENDER_DIED = EffectState.WAITING
BACKOFF = Backoff(first=timedelta(seconds=5), longest=timedelta(hours=1), give_up_after=timedelta(hours=72))
SECONDS = 10.0
GONE = 410


def rows(releases: Sequence[Told]) -> Iterable[Effect]:
    for endpoint in WebhookEndpoint.objects.filter(active=True).values_list("pk", flat=True):
        for told in releases:
            payload = {"paths": told.subject_paths}
            yield Effect(release=told.release, kind=KIND, target=str(endpoint), payload=payload)


def ready() -> Q:
    """The subject's pages are baked and purged, and nothing earlier about the same subject waits for this receiver."""
    marks = Mark.objects.filter(release=OuterRef("release"), rank=Rank.SUBJECT)
    purges = Effect.objects.filter(
        release=OuterRef("release"), kind=purge.KIND, target=purge.SUBJECT, done_at=None
    )
    subjects = ReleaseItem.objects.filter(release=OuterRef(OuterRef("release"))).values("subject")
    earlier = Effect.objects.filter(
        kind=KIND,
        target=OuterRef("target"),
        id__lt=OuterRef("id"),
        state__in=[EffectState.WAITING, EffectState.SENDING],
        release__items__subject__in=subjects,
    )
    return Q(~Exists(marks)) & Q(~Exists(purges)) & Q(~Exists(earlier))


def channel(target: str) -> str:
    return f"{KIND} {target}"


def deliver(effect: Effect) -> None:
    endpoint = WebhookEndpoint.objects.filter(pk=effect.target, active=True).first()
    if endpoint is None:
        raise Permanent("The webhook was switched off or deleted before this was sent.")
    body = body_of(effect)
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": str(effect.idempotency_key),
        "Sparks-Signature": signature(secret=endpoint.secret, at=database_now(), body=body),
    }
    try:
        target = find(endpoint.url)
        status = request(
            "POST", target.url, body=body, headers=headers, seconds=SECONDS, address=target.address
        )
    except Refused as refusal:
        raise Permanent(str(refusal)) from refusal
    except Unknown as trouble:
        raise Transient(str(trouble)) from trouble
    except Unanswered as silence:
        raise Transient(f"{endpoint.url} did not take it: {silence}.") from silence
    _judge(status, endpoint.url)


def _judge(status: int, url: str) -> None:
    if 200 <= status < 300:
        return
    if status == GONE:
        raise Permanent(
            f"{url} answered 410: it wants no more. Switch the webhook off or give a new address."
        )
    if 300 <= status < 400:
        raise Transient(f"{url} answered {status}; redirects are not followed. Give the final address.")
    raise Transient(f"{url} answered {status}.")
