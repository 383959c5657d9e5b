"""A list as somebody likes it, under a name: kept, renamed, shared, forgotten.

What is kept is a query string of that list and of nothing else; the address that it is used at is the list's own.
"""

from collections.abc import Iterable

import pghistory
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict

from series.models import SavedFilter
from sparks.accounts.models import User

# The lists that have them.
LISTINGS = ("series.episode", "series.release", "series.review", "creators.creator")
MOST = 50
LONGEST = 1000
# Where somebody was in the list, and how a list is opened in a window of another form: no part of a filter.
_NOT_KEPT = {"p", "all", "_popup", "_to_field", "_changelist_filters", "e"}


class NotSaved(Exception):
    """The message says why."""


def kept_part(query: str) -> str:
    """The part of a list's query string that is worth a name, in an order that stays."""
    try:
        asked = QueryDict(query[: 4 * LONGEST])
    except ValueError as error:
        raise NotSaved("This list's address can't be read. Choose the filters anew.") from error
    pairs = sorted(
        (name, value) for name, values in asked.lists() if name not in _NOT_KEPT for value in values if value
    )
    found = QueryDict(mutable=True)
    for name, value in pairs:
        found.appendlist(name, value)
    text = found.urlencode()
    if not text:
        raise NotSaved("Choose a filter, a search or an order first; then give it a name.")
    if len(text) > LONGEST:
        raise NotSaved("This is too much for a saved filter. Choose fewer filters.")
    return text


def seen_by(person: User, listing: str) -> Iterable[SavedFilter]:
    """Their own first, then what colleagues share."""
    rows = SavedFilter.objects.filter(Q(person=person) | Q(shared=True), listing=listing)
    return sorted(
        rows.select_related("person"), key=lambda row: (row.person_id != person.pk, row.name.lower())
    )


def save(*, person: User, listing: str, name: str, query: str, shared: bool = False) -> SavedFilter:
    """`query` is one that the list itself has taken. The same name again is refused."""
    text = kept_part(query)
    if listing not in LISTINGS:
        raise NotSaved("This list keeps no filters.")
    _may_share(person, shared)
    with _context(person, "save filter"), transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        if SavedFilter.objects.filter(person=person, listing=listing).count() >= MOST:
            raise NotSaved(f"You have {MOST} filters for this list. Delete one first.")
        return _unique(
            SavedFilter(person=person, listing=listing, name=_named(name), query=text, shared=shared)
        )


def change(*, saved: SavedFilter, by: User, name: str, shared: bool) -> SavedFilter:
    _own(saved, by)
    if shared != saved.shared:
        _may_share(by, shared)
    saved.name, saved.shared = _named(name), shared
    with _context(by, "change filter"), transaction.atomic():
        return _unique(saved)


def delete(*, saved: SavedFilter, by: User) -> None:
    _own(saved, by)
    with _context(by, "delete filter"):
        saved.delete()


def _unique(saved: SavedFilter) -> SavedFilter:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as error:
        if "filter_name_once_a_list" not in str(error):
            raise
        raise NotSaved("You have a filter of that name for this list. Choose another name.") from error
    return saved


def _named(name: str) -> str:
    plain = " ".join(name.replace("\0", "").split())
    if not plain:
        raise NotSaved("Give it a name.")
    if len(plain) > 80:
        raise NotSaved("Use at most 80 signs for the name.")
    return plain


def _own(saved: SavedFilter, by: User) -> None:
    if saved.person_id != by.pk:
        raise NotSaved("This filter is somebody else's.")


def _may_share(person: User, shared: bool) -> None:
    if shared and not person.has_perm("series.share_filter"):
        raise NotSaved("You may keep filters for yourself; sharing them is for editors.")


def _context(by: User, act: str) -> pghistory.context:
    return pghistory.context(user=by.pk, act=act)
