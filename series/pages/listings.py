"""Places in lists: given once, from the oldest, and kept for life."""

from collections.abc import Collection, Iterable
from datetime import UTC

from django.db import connection

from series.addresses import ON_THE_FRONT
from series.models import Listing, LiveRevision
from series.pages.live import PART_SIZE


def keys_of(row: LiveRevision) -> list[str]:
    """The lists that a live subject has a place in."""
    if row.kind == "episode":
        causes = [f"cause:{cause}" for cause in row.causes]
        year = f"year:{year_of(row)}"
        return ["all", "sitemap", f"series:{row.series}", f"creator:{row.creator}", year, *causes]
    if row.kind == "creator":
        placed = ["places"] if row.revision.content.get("position") else []
        return ["people", "sitemap", *placed]
    return [] if row.kind in ON_THE_FRONT else ["sitemap"]


def year_of(row: LiveRevision) -> str:
    """The year in which an episode was first shown, by UTC: a series' zone may change, and its archive must not."""
    return str(row.published_at.astimezone(UTC).year)


def lock(rows: Iterable[LiveRevision]) -> None:
    """Nobody else adds to the lists of these subjects until the transaction ends.

    Taken in one order, so that two transactions wait for each other and don't deadlock. What is newest is read
    after it: two releases at once get two places, and each knows the one before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('listing ' || key, 0))"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS wanted(key, place) ORDER BY place",
            [sorted({key for row in rows for key in keys_of(row)})],
        )


def add(rows: Collection[LiveRevision]) -> dict[int, dict[str, int]]:
    """Give the subjects, in this order, places at the end of each of their lists, where they have none.

    All their places: by subject, by list. The lists must be locked.
    """
    places: dict[int, dict[str, int]] = {row.subject_id: {} for row in rows}
    wanted = [(key, row.subject_id) for row in rows for key in sorted(keys_of(row))]
    keys, subjects = [key for key, _subject in wanted], [subject for _key, subject in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO series_listing (key, position, subject_id)"
            " SELECT w.key, coalesce((SELECT max(position) FROM series_listing l WHERE l.key = w.key), 0)"
            "        + row_number() OVER (PARTITION BY w.key ORDER BY w.place), w.subject"
            " FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS w(key, subject, place)"
            " WHERE NOT EXISTS (SELECT FROM series_listing l WHERE l.key = w.key AND l.subject_id = w.subject)"
            " ON CONFLICT (key, subject_id) DO NOTHING",
            [keys, subjects],
        )
        cursor.execute(
            "SELECT l.subject_id, l.key, l.position FROM unnest(%s::text[], %s::bigint[]) AS w(key, subject)"
            " JOIN series_listing l ON l.key = w.key AND l.subject_id = w.subject",
            [keys, subjects],
        )
        for subject, key, position in cursor.fetchall():
            places[subject][key] = position
    return places


def places_of(row: LiveRevision) -> dict[str, int]:
    """The places a subject has in its lists now."""
    found = Listing.objects.filter(subject=row.subject_id, key__in=keys_of(row))
    return dict(found.values_list("key", "position"))


def next_places(rows: Collection[LiveRevision]) -> dict[int, dict[str, int]]:
    """The places `add` would give, by subject, by list: for telling an editor which pages an act will change."""
    places: dict[int, dict[str, int]] = {row.subject_id: {} for row in rows}
    wanted = [(key, row.subject_id) for row in rows for key in sorted(keys_of(row))]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.subject, w.key, coalesce(l.position,"
            " coalesce((SELECT max(position) FROM series_listing m WHERE m.key = w.key), 0)"
            " + row_number() OVER (PARTITION BY w.key, l.position IS NULL ORDER BY w.place))"
            " FROM unnest(%s::text[], %s::bigint[]) WITH ORDINALITY AS w(key, subject, place)"
            " LEFT JOIN series_listing l ON l.key = w.key AND l.subject_id = w.subject",
            [[key for key, _subject in wanted], [subject for _key, subject in wanted]],
        )
        for subject, key, position in cursor.fetchall():
            places[subject][key] = position
    return places


def part_of(position: int) -> int:
    """The number, from 1, of the part of a list that holds this place."""
    return (position - 1) // PART_SIZE + 1


def parts_touched(position: int) -> list[str]:
    """Keys of the parts that change when a place is filled: its own, and the one before when it begins a new one."""
    part = part_of(position)
    begins = part > 1 and part_of(position - 1) != part
    return [str(part), str(part - 1)] if begins else [str(part)]


def newest(keys: Collection[str], *, limit: int) -> dict[str, list[int]]:
    """Subjects that are live, from the end of each list."""
    found: dict[str, list[int]] = {key: [] for key in keys}
    if found:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT w.key, n.subject_id FROM unnest(%s::text[]) AS w(key), LATERAL ("
                "  SELECT l.subject_id, l.position FROM series_listing l"
                "  JOIN series_liverevision v ON v.subject_id = l.subject_id"
                "  WHERE l.key = w.key ORDER BY l.position DESC LIMIT %s) n ORDER BY w.key, n.position DESC",
                [list(found), limit],
            )
            for key, subject in cursor.fetchall():
                found[key].append(subject)
    return found


def beside(key: str, subject: int) -> tuple[int | None, int | None]:
    """The live subjects before and after this one in a list; at its end, for one that has no place there yet."""
    live = Listing.objects.filter(key=key, subject__live__isnull=False).exclude(subject=subject)
    place = Listing.objects.filter(key=key, subject=subject).values_list("position", flat=True).first()
    if place is None:
        return live.order_by("-position").values_list("subject_id", flat=True).first(), None
    before = live.filter(position__lt=place).order_by("-position")
    after = live.filter(position__gt=place).order_by("position")
    return (
        before.values_list("subject_id", flat=True).first(),
        after.values_list("subject_id", flat=True).first(),
    )
