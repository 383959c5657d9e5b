"""Joins this app to the hooks of others, once, at start."""

from creators import hooks
from series import people, roles
from series.pages import builds, marks
from series.publishing import seal


def connect() -> None:
    if people.lock_what_shows not in hooks.consent_withdrawing:
        hooks.consent_withdrawing.append(people.lock_what_shows)
    if people.hold_what_shows not in hooks.consent_withdrawn:
        hooks.consent_withdrawn.append(people.hold_what_shows)


def prepare_database(*, using: str, **_signal: object) -> None:
    """After every migrate: a fresh database is sealed for this installation, has its standing pages and its roles."""
    seal.seal_fresh_database(using=using)
    if using == "default":
        marks.ensure_standing()
        builds.mark_older()
        roles.ensure()
