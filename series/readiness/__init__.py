"""What still stands between a subject and its slot. Each check is a module; `register` adds one.

A check looks at a revision's content, never at the working copy: what was approved is what is checked.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from series.models import Revision, Subject
from series.readiness import (
    addresses,
    consent,
    facts,
    figures,
    front,
    media,
    metadata,
    resources,
    text,
    windows,
)
from series.readiness.asked import Asked, Case
from series.readiness.finding import Finding, Level

__all__ = ["Asked", "Finding", "Level", "check", "check_all", "register", "stops"]

Check = Callable[..., Iterable[Finding]]
_CHECKS: list[Check] = [
    *(text.check, metadata.check, facts.check, media.check),
    *(consent.check, addresses.check),
    *(front.check, figures.check, resources.check, windows.check),
]
# What a check needs to know of the database, asked once for all that are checked together.
_LOOK_UPS: dict[Check, Callable[..., Any]] = {
    consent.check: consent.look_up,
    addresses.check: addresses.look_up,
}


_NOT_APPROVED = Finding(
    "approval", Level.STOP, "Nothing of it is approved yet. Send it for review.", place="submit"
)


def register(check: Check, *, look_up: Callable[..., Any] | None = None) -> None:
    """Add a check: `check(*, subject, content, day) -> Iterable[Finding]`. An installation's own rules come here.

    With `look_up(cases)`, where each case has a subject, a content and a day, the check is given what that returns
    as `known`.
    """
    _CHECKS.append(check)
    if look_up is not None:
        _LOOK_UPS[check] = look_up


def check(*, subject: Subject, revision: Revision | None, day: date) -> list[Finding]:
    """Every finding for publishing `revision` of `subject` on `day` (UTC). Without a revision: one stop."""
    return check_all([Asked(subject, revision, day)])[0]


def check_all(asked: Sequence[Asked]) -> list[list[Finding]]:
    """The findings for each of these, in the same order. What is looked up is looked up once for all."""
    cases = [Case(one.subject, one.revision.content, one.day) for one in asked if one.revision is not None]
    known = {one: {"known": look_up(cases)} for one, look_up in _LOOK_UPS.items()} if cases else {}
    return [
        [
            finding
            for check in _CHECKS
            for finding in check(
                subject=one.subject, content=one.revision.content, day=one.day, **known.get(check, {})
            )
        ]
        if one.revision is not None
        else [_NOT_APPROVED]
        for one in asked
    ]


def stops(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level == Level.STOP]
