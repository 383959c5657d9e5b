"""The checks of many revisions for a list, in as many queries as for one, whatever one of them does."""

import logging
from collections.abc import Sequence

from series import readiness
from series.readiness.asked import Asked
from series.readiness.finding import Finding, Level

log = logging.getLogger(__name__)


def check_all(asked: Sequence[Asked]) -> list[list[Finding]]:
    """What `readiness.check` finds for each, in the same order.

    A list shows what it can: one broken check must not take a page down with it.
    """
    try:
        return readiness.check_all(asked)
    except Exception:  # noqa: BLE001 -- which one it was is told below
        return [_check(one) for one in asked]


def _check(one: Asked) -> list[Finding]:
    try:
        return readiness.check(subject=one.subject, revision=one.revision, day=one.day)
    except Exception:
        log.exception("%s can't be checked", one.subject.pk)
        sentence = "It could not be checked. Open it to see why; the log of the application says more."
        return [Finding("check", Level.STOP, sentence)]
