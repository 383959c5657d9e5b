"""The cast: Ana edits, Ben produces, Chi decides last, Dov looks on, Eli keeps the machines. Always the same rows."""

from django.contrib.auth.models import Group

from sparks.accounts.models import User

ROLES = {"ana": "Editor", "ben": "Producer", "chi": "Chief editor", "dov": "Auditor", "eli": "Operator"}
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
    """Operator."""
    return person("eli")
