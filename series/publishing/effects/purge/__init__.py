"""Tells the CDN to forget the addresses that a release changed. At least once, for ever.

Three rows a release: the subject's own pages as soon as they are baked; the lists when everything is; and both
once more a little later, for a copy that was on its way to the edge while the first purge passed it.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from series.models import Effect, Mark
from series.models.effect import EffectKind
from series.models.page import Rank
from series.publishing.effects.addresses import absolute
from series.publishing.effects.backoff import Backoff
from series.publishing.effects.outcomes import Transient
from series.publishing.effects.posting import Unanswered, request
from series.publishing.effects.told import Told
from series.states import EffectState

KIND = EffectKind.PURGE.value
LEASE = timedelta(seconds=10)
SENDER_DIED = EffectState.WAITING
BACKOFF = Backoff(first=timedelta(seconds=1), longest=timedelta(minutes=5), give_up_after=None)

SUBJECT, LISTS, AGAIN = "subject", "lists", "again"
# Longer than the hub takes to hand a page to the edge.
AGAIN_AFTER = timedelta(seconds=3)
SECONDS = 8.0


def rows(releases: Sequence[Told]) -> Iterable[Effect]:
    for told in releases if settings.CDN_PURGE_URL else ():
        both = [*told.subject_paths, *told.list_paths]
        for target, paths in {SUBJECT: told.subject_paths, LISTS: told.list_paths, AGAIN: both}.items():
            if paths:
                yield Effect(release=told.release, kind=KIND, target=target, payload={"paths": paths})


def ready() -> Q:
    marks = Mark.objects.filter(release=OuterRef("release"))
    first_round = Effect.objects.filter(release=OuterRef("release"), kind=KIND).exclude(target=AGAIN)
    unfinished = first_round.filter(Q(done_at=None) | Q(done_at__gt=Now() - AGAIN_AFTER))
    return (
        (Q(target=SUBJECT) & Q(~Exists(marks.filter(rank=Rank.SUBJECT))))
        | (Q(target=LISTS) & Q(~Exists(marks)))
        | (Q(target=AGAIN) & Q(~Exists(unfinished)))
    )


def channel(target: str) -> str:
    return KIND


def deliver(effect: Effect) -> None:
    body = json.dumps({"urls": [absolute(path) for path in effect.payload["paths"]]}).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(effect.idempotency_key)}
    if settings.CDN_PURGE_TOKEN:
        headers["Authorization"] = f"Bearer {settings.CDN_PURGE_TOKEN}"
    try:
        status = request("POST", settings.CDN_PURGE_URL, body=body, headers=headers, seconds=SECONDS)
    except Unanswered as silence:
        raise Transient(f"The CDN did not take the purge: {silence}.") from silence
    if not 200 <= status < 300:
        raise Transient(f"The CDN answered the purge with {status}.")
