"""Joins this app to the hooks of others, once, at start."""

from creators import hooks
from series import people, roles
from series.pages import builds, marks
from series.publishing import renewals, seal
from sparks.accounts import letters


def connect() -> None:
    if people.lock_what_shows not in hooks.consent_withdrawing:
        hooks.consent_withdrawing.append(people.lock_what_shows)
    if people.hold_what_shows not in hooks.consent_withdrawn:
        hooks.consent_withdrawn.append(people.hold_what_shows)
    if _mute not in letters.mutes:
        letters.mutes.append(_mute)


def _mute() -> str:
    """A copy of the database mails nobody, staff neither."""
    state = seal.state()
    return "" if state.open else state.sentence


def prepare_database(*, using: str, **_signal: object) -> None:
    """After every migrate: a fresh database is sealed for this installation, has its standing pages and its roles."""
    seal.seal_fresh_database(using=using)
    if using == "default":
        marks.ensure_standing()
        renewals.renew()
        builds.mark_older()
        roles.ensure()
