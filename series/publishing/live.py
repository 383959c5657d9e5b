"""What a publish or an update does to the live revisions, inside the transaction of its release."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import connection

from series.models import LiveRevision, Release, ReleaseItem
from series.models.release import ItemRole
from series.pages import listings, marks, touched
from series.pages.touched import LiveRows, Touched
from series.publishing import coming_back, corrections, premieres, windows
from series.search import write as search

# What others stand on goes first: a creator's page is up when the episode's page looks for it.
_ORDER = ["site", "legal", "series", "cause", "creator", "resource", "figure", "teaser", "episode", "front"]
# As many of a list as neighbours are chosen from.
NEAR = 4

Pair = tuple[Release, ReleaseItem]


def in_order(items: list[ReleaseItem]) -> list[ReleaseItem]:
    return sorted(items, key=lambda item: (_ORDER.index(item.subject.kind), item.subject_id))


def publish(pairs: list[Pair]) -> list[Touched]:
    """Make each item's revision the live one, in this order; bring its page up, mark all that show it.

    The same as one after another, with the questions and writes of first publications put together. A companion
    that went live meanwhile stays as it is. `first_published_at` is set once, to the instant. What each touched
    comes back in the order of the pairs.
    """
    done: list[LiveRevision] = []
    left: set[str] = set()
    changes = [change for group in _groups(pairs) for change in _publish(group, done=done, left=left)]
    search.write(done, left=left)
    return changes


def _groups(pairs: list[Pair]) -> Iterator[list[Pair]]:
    """What was public before stands alone, for its place in lists is not the last; so does a subject's second turn."""
    group: dict[int, Pair] = {}
    for release, item in pairs:
        alone = item.subject.first_published_at is not None
        if group and (alone or item.subject_id in group):
            yield list(group.values())
            group = {}
        group[item.subject_id] = (release, item)
        if alone:
            yield list(group.values())
            group = {}
    if group:
        yield list(group.values())


def _publish(pairs: list[Pair], *, done: list[LiveRevision], left: set[str]) -> list[Touched]:
    """Adds to `done` the rows that are live now, and to `left` the words of teasers that are not any more."""
    before = {
        row.subject_id: row
        for row in LiveRevision.objects.filter(
            subject__in=[item.subject_id for _release, item in pairs]
        ).select_related("revision")
    }
    going = [
        (release, item)
        for release, item in pairs
        if item.subject_id not in before or item.role != ItemRole.COMPANION
    ]
    contents = {subject: row.revision.content for subject, row in before.items()}
    # Public once, withdrawn, and public again.
    returning = {
        item.subject_id
        for _release, item in going
        if item.subject.first_published_at is not None and item.subject_id not in before
    }
    _note_first(going)
    rows = {item.subject_id: _row(release, item, before.get(item.subject_id)) for release, item in going}
    corrections.corrected(
        [(release, item.subject_id) for release, item in going if item.subject_id in before]
    )
    fresh = [row for subject, row in rows.items() if subject not in before]
    listings.lock(rows.values())
    _find_neighbours(fresh, returning)
    coming_back.restore(fresh, returning)
    left |= _replace_teasers(fresh)
    LiveRevision.objects.bulk_create(fresh)
    for subject in rows.keys() & before.keys():
        rows[subject].save()
    _join(fresh)
    places = listings.add(rows.values())
    known = LiveRows(rows.values())
    known.read(i for row in rows.values() for i in (row.series, row.creator, row.previous, *row.causes))
    changes = {
        subject: touched.by_live(
            row,
            places=places[subject],
            before=contents.get(subject),
            known=known,
            returning=subject in returning,
        )
        for subject, row in rows.items()
    }
    marks.bring_up([(changes[item.subject_id], release) for release, item in going])
    for subject in rows.keys() & before.keys():
        marks.look_again(changes[subject])
    for row in rows.values():
        if row.kind == "teaser":
            premieres.tell_teaser(row)
        windows.tell(row)
    done += rows.values()
    return [changes.get(item.subject_id, Touched()) for _release, item in pairs]


def _note_first(pairs: list[Pair]) -> None:
    first = [
        (item.subject, release.instant) for release, item in pairs if not item.subject.first_published_at
    ]
    if not first:
        return
    for subject, instant in first:
        subject.first_published_at = instant
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE series_subject s SET first_published_at = first.at"
            " FROM unnest(%s::bigint[], %s::timestamptz[]) AS first(id, at) WHERE s.id = first.id",
            [[subject.pk for subject, _instant in first], [instant for _subject, instant in first]],
        )


def _row(release: Release, item: ReleaseItem, before: LiveRevision | None) -> LiveRevision:
    revision = item.revision
    if revision is None:
        raise ValueError(f"item {item.pk} has no revision")
    subject = item.subject
    first = subject.first_published_at or release.instant
    row = before or LiveRevision(subject=subject, kind=subject.kind, published_at=first)
    row.revision, row.release, row.updated_at = revision, release, release.instant
    row.refer_to(revision.content)
    if release.notice and before is not None:
        row.corrections = [
            *row.corrections,
            {"at": release.instant.isoformat(), "notice": release.notice, "release": release.pk},
        ]
    return row


def _find_neighbours(rows: Iterable[LiveRevision], returning: Collection[int]) -> None:
    """Fixed now, for good."""
    rows = [row for row in rows if row.kind == "episode"]
    newest = listings.newest({key for row in rows for key in _near(row)}, limit=NEAR)
    for row in rows:
        row.previous, row.related = _neighbours(row, newest)
        if row.subject_id in returning:
            # Its old place in the list, between two others.
            row.previous, row.next = listings.beside(f"series:{row.series}", row.subject_id)
            row.related = [i for i in row.related if i not in {row.previous, row.next}]
        for key in listings.keys_of(row):
            if key in newest:
                newest[key] = [row.subject_id, *newest[key]][:NEAR]


def neighbours(row: LiveRevision) -> tuple[int | None, list[int]]:
    """The episode that would stand before it in its series, and a few that share its cause."""
    return _neighbours(row, listings.newest(_near(row), limit=NEAR))


def _neighbours(row: LiveRevision, newest: Mapping[str, list[int]]) -> tuple[int | None, list[int]]:
    previous = next(iter(newest[f"series:{row.series}"]), None)
    kin = itertools.chain.from_iterable(newest[key] for key in _near(row))
    related = [i for i in dict.fromkeys(kin) if i not in {row.subject_id, previous}][:3]
    return previous, related


def _near(row: LiveRevision) -> list[str]:
    return [*(f"cause:{cause}" for cause in row.causes[:3]), f"series:{row.series}"]


def _join(rows: Iterable[LiveRevision]) -> None:
    """The episode before each has it as its next, and the one after what comes back has that before it."""
    for row in rows:
        if row.next is not None:
            LiveRevision.objects.filter(subject=row.next).update(previous=row.subject_id)
    pairs = [(row.previous, row.subject_id) for row in rows if row.previous is not None]
    if not pairs:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE series_liverevision l SET next = pair.next"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS pair(id, next) WHERE l.subject_id = pair.id",
            [[before for before, _after in pairs], [after for _before, after in pairs]],
        )


def _replace_teasers(rows: Iterable[LiveRevision]) -> set[str]:
    """The film is out: its teaser is no longer public. The address stays the same, and calendars see one event.

    The words that it was found by.
    """
    films = {row.subject_id: row for row in rows if row.kind == "episode"}
    teasers = list(LiveRevision.objects.filter(kind="teaser", episode__in=films)) if films else []
    for teaser in teasers:
        # RFC 5545, 3.8.7.4: a changed event has a higher sequence than the one it replaces.
        film = films[teaser.episode or 0]
        film.premiere_sequence = max(film.premiere_sequence, teaser.premiere_sequence + 1)
    if not teasers:
        return set()
    words = search.words_of([teaser.pk for teaser in teasers])
    LiveRevision.objects.filter(pk__in=[teaser.pk for teaser in teasers]).delete()
    return words
