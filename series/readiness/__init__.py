"""What still stands between a subject and its slot. Each check is a module; `register` adds one.

A check looks at a revision's content, never at the working copy: what was approved is what is checked.
"""

from collections.abc import Callable, Iterable
from datetime import date

from series.models import Revision, Subject
from series.readiness import addresses, consent, media, text
from series.readiness.finding import Finding, Level

__all__ = ["Finding", "Level", "check", "register", "stops"]

Check = Callable[..., Iterable[Finding]]
_CHECKS: list[Check] = [text.check, media.check, consent.check, addresses.check]


def register(check: Check) -> None:
    """Add a check: `check(*, subject, content, day) -> Iterable[Finding]`. An installation's own rules come here."""
    _CHECKS.append(check)


def check(*, subject: Subject, revision: Revision | None, day: date) -> list[Finding]:
    """Every finding for publishing `revision` of `subject` on `day` (UTC). Without a revision: one stop."""
    if revision is None:
        return [Finding("approval", Level.STOP, "Nothing of it is approved yet. Send it for review.")]
    findings: list[Finding] = []
    for one in _CHECKS:
        findings.extend(one(subject=subject, content=revision.content, day=day))
    return findings


def stops(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level == Level.STOP]
