"""What a receiver is told: the state after the commit, the same bytes at every try."""

import json

from series.models import Effect, Release
from series.models.release import ReleaseKind
from series.publishing.effects.addresses import absolute
from series.publishing.effects.facts import Fact, facts

EVENTS = {
    ReleaseKind.PUBLISH: "release.published",
    ReleaseKind.UPDATE: "release.updated",
    ReleaseKind.WITHDRAW: "release.withdrawn",
}


def body_of(effect: Effect) -> bytes:
    release = effect.release
    content = {
        "id": str(effect.idempotency_key),
        "event": EVENTS[ReleaseKind(release.kind)],
        "at": release.published_at.isoformat() if release.published_at else None,
        "release": {
            "id": release.pk,
            "state": release.state,
            "instant": release.instant.isoformat(),
            "notice": release.notice,
        },
        "subjects": [_subject(fact, release) for fact in facts(release)],
        "urls": [absolute(path) for path in effect.payload["paths"]],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _subject(fact: Fact, release: Release) -> dict[str, object]:
    return {
        "id": fact.subject,
        "kind": fact.kind,
        "role": fact.role,
        "change": fact.change,
        "name": fact.name,
        "url": fact.url,
        "state": "withdrawn" if release.kind == ReleaseKind.WITHDRAW else "live",
        "revision": fact.revision,
    }
