"""Private addresses for a person's own calendar: made, found again by their token, revoked."""

import hashlib
import secrets
from collections.abc import Iterable

import pghistory
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from series.models import CalendarAddress, Series
from series.scheduling import NotPossible
from sparks.accounts.models import User

MOST = 20
PERMISSION = "series.view_release"


def make(*, person: User, name: str, series: Iterable[Series] = ()) -> tuple[CalendarAddress, str]:
    """A new address and its token of 256 bits, which is handed out here and kept nowhere.

    Raises NotPossible for who may not see the schedule, and beyond 20 open addresses.
    """
    if not _may_look(person):
        raise NotPossible("Only those who may see the releases can have them in their calendar.")
    token = secrets.token_urlsafe(32)
    with pghistory.context(user=person.pk, act="make a calendar address"), transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=person.pk)
        if open_of(person).count() >= MOST:
            raise NotPossible(
                f"You have {MOST} addresses. Revoke one that you no longer use, then make another."
            )
        address = CalendarAddress.objects.create(person=person, name=name.strip(), token_hash=hash_of(token))
        address.series.set(series)
    return address, token


def open_of(person: User) -> QuerySet[CalendarAddress]:
    return CalendarAddress.objects.filter(person=person, revoked_at=None)


def revoke(*, address_id: int, by: User) -> CalendarAddress:
    """Dead at once. Twice is once. Raises NotPossible for what is not this person's."""
    with pghistory.context(user=by.pk, act="revoke a calendar address"), transaction.atomic():
        address = CalendarAddress.objects.select_for_update().filter(pk=address_id, person=by).first()
        if address is None:
            raise NotPossible("You have no such address.")
        if address.revoked_at is None:
            address.revoked_at = Now()
            address.save(update_fields=["revoked_at"])
    address.refresh_from_db()
    return address


def find(token: str) -> CalendarAddress | None:
    """The open address of this token, counted as used; None when there is none, or its person may not look any more."""
    address = (
        CalendarAddress.objects.filter(token_hash=hash_of(token), revoked_at=None)
        .select_related("person")
        .prefetch_related("series")
        .first()
    )
    if address is None or not _may_look(address.person):
        return None
    CalendarAddress.objects.filter(pk=address.pk).update(last_used_at=Now(), uses=F("uses") + 1)
    return address


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _may_look(person: User) -> bool:
    return person.is_active and person.is_staff and person.has_perm(PERMISSION)
