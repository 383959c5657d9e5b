"""The cast, always the same rows.

Ana edits, Ben produces, Chi decides last, Dov looks on, Eli keeps machines and accounts, Flo moderates, Gus runs the
programme.
"""

from django.contrib.auth.models import Group

from sparks.accounts.models import User

ROLES = {
    "ana": "Editor",
    "ben": "Producer",
    "chi": "Chief editor",
    "dov": "Auditor",
    "eli": "Administrator",
    "flo": "Moderator",
    "gus": "Programme manager",
}
PASSWORD = "one minute, one person"


def person(name: str, *, role: str | None = None) -> User:
    """A member of staff; in the group of that role, when there is one."""
    user, made = User.objects.get_or_create(
        username=name,
        defaults={"email": f"{name}@example.org", "first_name": name.capitalize(), "is_staff": True},
    )
    if made:
        user.set_password(PASSWORD)
        user.save()
    role = role or ROLES.get(name)
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def ana() -> User:
    """Editor."""
    return person("ana")


def ben() -> User:
    """Producer."""
    return person("ben")


def chi() -> User:
    """Chief editor."""
    return person("chi")


def dov() -> User:
    """Auditor."""
    return person("dov")


def eli() -> User:
    """Administrator."""
    return person("eli")


def flo() -> User:
    """Moderator."""
    return person("flo")


def gus() -> User:
    """Programme manager."""
    return person("gus")
