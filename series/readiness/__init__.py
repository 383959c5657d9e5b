"""What still stands between a subject and its slot. Each check is a module; `register` adds one.

A check looks at a revision's content, never at the working copy: what was approved is what is checked.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from series.models import Revision, Subject
from series.readiness import addresses, consent, media, text
from series.readiness.finding import Finding, Level

__all__ = ["Finding", "Level", "check", "check_all", "register", "stops"]

Check = Callable[..., Iterable[Finding]]
_CHECKS: list[Check] = [text.check, media.check, consent.check, addresses.check]
# What a check needs to know of the database, asked once for all that are checked together.
_LOOK_UPS: dict[Check, Callable[..., Any]] = {
    consent.check: consent.look_up,
    addresses.check: addresses.look_up,
}


def register(check: Check, *, look_up: Callable[..., Any] | None = None) -> None:
    """Add a check: `check(*, subject, content, day) -> Iterable[Finding]`. An installation's own rules come here.

    With `look_up(pairs, *, day)`, where pairs are (subject, content), the check is given what it returns as `known`.
    """
    _CHECKS.append(check)
    if look_up is not None:
        _LOOK_UPS[check] = look_up


def check(*, subject: Subject, revision: Revision | None, day: date) -> list[Finding]:
    """Every finding for publishing `revision` of `subject` on `day` (UTC). Without a revision: one stop."""
    return check_all([(subject, revision)], day=day)[0]


def check_all(pairs: Sequence[tuple[Subject, Revision | None]], *, day: date) -> list[list[Finding]]:
    """The findings for each of these. What is looked up is looked up once for all."""
    contents = [(subject, revision.content) for subject, revision in pairs if revision is not None]
    known = {one: {"known": look_up(contents, day=day)} for one, look_up in _LOOK_UPS.items()}
    return [
        [
            finding
            for one in _CHECKS
            for finding in one(subject=subject, content=revision.content, day=day, **known.get(one, {}))
        ]
        if revision is not None
        else [Finding("approval", Level.STOP, "Nothing of it is approved yet. Send it for review.")]
        for subject, revision in pairs
    ]


def stops(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level == Level.STOP]
