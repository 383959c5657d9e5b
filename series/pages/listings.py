"""Places in lists: given once, from the oldest, and kept for life."""

from django.db import connection

from series.models import Listing, LiveRevision
from series.pages.live import PART_SIZE


def keys_of(row: LiveRevision) -> list[str]:
    """The lists that a live subject has a place in."""
    if row.kind == "episode":
        causes = [f"cause:{cause}" for cause in row.causes]
        return ["all", "sitemap", f"series:{row.series}", f"creator:{row.creator}", *causes]
    if row.kind == "creator":
        return ["people", "sitemap"]
    return ["sitemap"]


def add(row: LiveRevision) -> dict[str, int]:
    """Give the subject a place at the end of each of its lists, where it has none. All its places, by list.

    Holds an advisory lock for each list until the transaction ends, taken in one order, so that two releases at
    once get two places.
    """
    keys = sorted(keys_of(row))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('listing ' || key, 0))"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(key, place) ORDER BY place",
            [keys],
        )
        cursor.execute(
            "INSERT INTO series_listing (key, position, subject_id)"
            " SELECT wanted.key, coalesce((SELECT max(position) FROM series_listing l WHERE l.key = wanted.key), 0)"
            " + 1, %s FROM unnest(%s::text[]) AS wanted(key)"
            " ON CONFLICT (key, subject_id) DO NOTHING",
            [row.subject_id, keys],
        )
    return places_of(row)


def places_of(row: LiveRevision) -> dict[str, int]:
    """The places a subject has in its lists now."""
    found = Listing.objects.filter(subject=row.subject_id, key__in=keys_of(row))
    return dict(found.values_list("key", "position"))


def next_places(row: LiveRevision) -> dict[str, int]:
    """The places `add` would give: for telling an editor which pages an act will change."""
    places = places_of(row)
    for key in keys_of(row):
        if key not in places:
            last = (
                Listing.objects.filter(key=key)
                .order_by("-position")
                .values_list("position", flat=True)
                .first()
            )
            places[key] = (last or 0) + 1
    return places


def part_of(position: int) -> int:
    """The number, from 1, of the part of a list that holds this place."""
    return (position - 1) // PART_SIZE + 1


def parts_touched(position: int) -> list[str]:
    """Keys of the parts that change when a place is filled: its own, and the one before when it begins a new one."""
    part = part_of(position)
    begins = part > 1 and part_of(position - 1) != part
    return [str(part), str(part - 1)] if begins else [str(part)]


def newest(key: str, *, limit: int) -> list[int]:
    """Subjects that are live, from the end of a list."""
    rows = Listing.objects.filter(key=key, subject__live__isnull=False).order_by("-position")
    return list(rows.values_list("subject_id", flat=True)[:limit])
