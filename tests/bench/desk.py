"""Every page of the desk, as a chief editor opens it: with thirty episodes, then with ten thousand.

Beside them 500 slots with their releases, 10,000 reviews, 2,000 people and 200,000 rows of history. The floor is a
list of the same admin with nothing in it.
"""

import gc
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from tests.bench.growing import BASE as GROWN
from tests.bench.results import Figure, quantile
from tests.bench.stage import Stage, stage

EPISODES, SLOTS, PEOPLE, HISTORY = 10_000, 500, 2_000, 200_000
QUICK = (300, 30, 50, 3_000)
SMALL = 30
# So many that the slowest is not what 95 in 100 keep within.
TIMES = 30
MOST_QUERIES, MOST_MS = 30, 150


def measure(*, quick: bool) -> list[Figure]:
    episodes, slots, people, history = QUICK if quick else (EPISODES, SLOTS, PEOPLE, HISTORY)
    with stage() as one:
        cast = _Cast(one)
        cast.begin()
        cast.episodes_to(SMALL)
        cast.slots_to(SMALL // 2)
        # So that every page has all kinds of rows to tell of at both sizes.
        cast.history_to(SMALL * 10)
        client = _chief()
        before = {name: _queries(client, address) for name, address in cast.pages().items()}
        cast.people_to(people)
        cast.episodes_to(episodes)
        cast.slots_to(slots)
        cast.history_to(history)
        pages = cast.pages()
        after = {name: _queries(client, address) for name, address in pages.items()}
        # An empty list in the midst of the others: what the machine does meets all alike.
        pages["an empty list"] = cast.empty
        times = _times(client, pages, rounds=TIMES if not quick else 3)
    return _figures(before, after, times)


def _figures(
    before: Mapping[str, int], after: Mapping[str, int], times: Mapping[str, list[float]]
) -> list[Figure]:
    floor = quantile(times["an empty list"], 0.95)
    differ = sorted(name for name in after if before.get(name) != after[name])
    for name, count in after.items():
        if count > MOST_QUERIES:
            print(f"  {name}: {count} queries", flush=True)
    for name in differ:
        print(
            f"  {name}: {before.get(name)} queries with {SMALL} episodes, {after[name]} with all", flush=True
        )
    found = [
        Figure(
            measure="desk",
            name="most queries of a page",
            value=max(after.values()),
            unit="queries",
            at_most=MOST_QUERIES,
        ),
        Figure(measure="desk", name="pages that ask more with many rows", value=len(differ), at_most=0),
    ]
    for name, taken in times.items():
        if name != "an empty list":
            found.append(
                Figure(
                    measure="desk",
                    name=f"{name}, 95 in 100",
                    value=quantile(taken, 0.95),
                    unit="ms",
                    at_most=MOST_MS,
                    floor=floor,
                )
            )
    return found


def _chief() -> Any:
    from django.test import Client

    from tests.factories.people import chi

    client = Client(headers={"host": "localhost"})
    client.force_login(chi())
    return client


def _queries(client: Any, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    return len(captured)


def _times(client: Any, pages: Mapping[str, str], *, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the server, each page in turn, so that a bad second meets all."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    # As sparks.wsgi does: a worker's collections don't look through what the application is made of.
    gc.collect()
    gc.freeze()
    for _round in range(rounds):
        for name, address in pages.items():
            begun = time.perf_counter()
            client.get(address, follow=True).content  # noqa: B018 -- the page is rendered by then
            taken[name].append((time.perf_counter() - begun) * 1000)
    return taken


class _Cast:
    """What stands in the database, and the addresses of pages about it."""

    def __init__(self, one: Stage) -> None:
        self.one = one
        self.slots = 0

    def begin(self) -> None:
        from django.urls import reverse

        from series.models import Season
        from tests.bench import cast
        from tests.bench.archive import _release

        self.series, self.creators = cast.hub(), cast.people(10)
        self.like = _release(self.one, series=self.series, creators=[self.creators[-1]], count=1)[0]
        self.season = Season.objects.create(series=self.series)
        self.empty = reverse("admin:series_legalpage_changelist")

    def episodes_to(self, size: int) -> None:
        from series.models import Episode
        from series.models.subject import subject_of
        from tests.bench.archive import _grow_to

        subjects = [subject_of(creator).pk for creator in self.creators]
        _grow_to(self.one, size, series=self.series, like=self.like, creators=subjects)
        self._sql(_APART)
        self.old = Episode.objects.filter(pk__gte=GROWN).order_by("pk")[0].pk

    def slots_to(self, size: int) -> None:
        """Releases a week apart, each in a slot of the season."""
        from series.models import Release, Slot
        from tests.bench import cast

        begin, count = datetime(2031, 3, 6, 9, tzinfo=UTC), size - self.slots
        at = lambda n: begin + timedelta(weeks=self.slots + n)  # noqa: E731
        releases = cast.scheduled(count, series=self.series, creators=self.creators, at=at)
        slots = Slot.objects.bulk_create(
            Slot(
                season=self.season,
                position=self.slots + n + 1,
                wall=release.wall,
                zone="UTC",
                instant=release.instant,
            )
            for n, release in enumerate(releases)
        )
        for release, slot in zip(releases, slots, strict=True):
            Release.objects.filter(pk=release.pk).update(slot=slot)
        self.slots = size
        self._sql(_APART)

    def people_to(self, size: int) -> None:
        from creators.models import Creator

        Creator.objects.bulk_create(
            Creator(name=f"Person Example {n}", handle=f"@person{n}", category=f"Category {n % 12}")
            for n in range(size)
        )

    def history_to(self, size: int) -> None:
        """A tenth of it about one episode."""
        self._sql(_HISTORY.format(rows=size, first=self.old, tenth=size // 10, hundredth=size // 100))

    def _sql(self, text: str) -> None:
        from django.db import connection

        connection.close()
        with psycopg.connect(self.one.database_admin, autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            admin.execute(text)  # type: ignore[arg-type]
            admin.execute("VACUUM ANALYZE")

    def pages(self) -> dict[str, str]:
        from django.contrib import admin
        from django.urls import NoReverseMatch, reverse

        from series.models import Episode, Release, Review

        found: dict[str, str] = {"home": reverse("admin:index")}
        for model in admin.site._registry:
            opts = model._meta
            if opts.app_label in {"series", "creators", "accounts"} and opts.model_name != "legalpage":
                address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
                found[f"list of {opts.verbose_name_plural}"] = address
        old = Episode.objects.get(pk=self.old)
        waiting = Release.objects.filter(state="scheduled").order_by("instant").first()
        next_episode = Episode.objects.get(subject__items__release=waiting, subject__items__role="main")
        review = Review.objects.order_by("-pk").first()
        things = {
            "a live episode": old,
            "a scheduled episode": next_episode,
            "a creator": self.creators[0],
            "a series": self.series,
            "a season": self.season,
            "a release": waiting,
            "a review": review,
        }
        for name, thing in things.items():
            opts = thing._meta
            found[name] = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
            found[f"history of {name}"] = reverse(
                f"admin:{opts.app_label}_{opts.model_name}_history", args=[thing.pk]
            )
        for thing, act in (
            *((old, "submit"), (old, "withdraw"), (waiting, "swap"), (waiting, "move")),
            *((self.season, "assign"), (self.season, "swap"), (self.season, "pull-forward")),
        ):
            opts = thing._meta
            found[f"act {act} on {opts.verbose_name}"] = reverse(
                f"admin:{opts.app_label}_{opts.model_name}_act", args=[thing.pk, act]
            )
        found["search in episodes"] = found["list of episodes"] + "?q=minute+12"
        found["last page of episodes"] = (
            found["list of episodes"] + f"?p={max(1, Episode.objects.count() // 50)}"
        )
        found["new episode"] = reverse("admin:series_episode_add")
        found["autocomplete"] = (
            reverse("admin:autocomplete")
            + "?app_label=series&model_name=episode&field_name=creator&term=wilma"
        )
        found["palette"] = reverse("admin:search") + "?s=minute+12"
        found["find and act"] = reverse("desk-find") + "?q=withdraw+minute+12"
        found["what was deleted"] = reverse("desk-history") + "?label=delete"
        for name in ("desk-find", "desk-history", "desk-lineups", "desk-calendar", "desk-notices"):
            try:
                found[name] = reverse(name)
            except NoReverseMatch:
                continue
        return found


# A review of its own for each revision, as real ones have.
_APART = """
    ANALYZE series_revision, series_subject, series_review;
    CREATE TEMP TABLE apart AS
        SELECT v.id, v.review_id
        FROM (SELECT id, subject_id, review_id, count(*) OVER (PARTITION BY review_id) AS many FROM series_revision) v
        JOIN series_subject s ON s.id = v.subject_id
        WHERE v.many > 1 AND v.review_id < 20000000 AND s.kind = 'episode';
    ANALYZE apart;
    INSERT INTO series_review (id, state, submitted_by_id, submitted_at, note, authors, decided_by_id, decided_at,
                               decision_note)
        SELECT 20000000 + a.id, r.state, r.submitted_by_id, r.submitted_at + a.id * interval '1 second', r.note,
               r.authors, r.decided_by_id, r.decided_at, r.decision_note
        FROM apart a JOIN series_review r ON r.id = a.review_id;
    UPDATE series_revision v SET review_id = 20000000 + v.id FROM apart a WHERE a.id = v.id;
    DROP TABLE apart;
"""
_HISTORY = """
    INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
        SELECT gen_random_uuid(), now() - n * interval '1 minute', now(),
               jsonb_build_object('user', 1 + n % 3, 'act', 'edit', 'reason', 'Take ' || n)
        FROM generate_series(1, {rows} / 10) n;
    WITH contexts AS MATERIALIZED (SELECT id, row_number() OVER () AS place FROM pghistory_context),
    episodes AS MATERIALIZED (SELECT *, row_number() OVER (ORDER BY id) AS place FROM series_episode),
    takes AS MATERIALIZED (
        SELECT n, 1 + n % (SELECT count(*) FROM contexts) AS context,
            CASE WHEN n <= {tenth} THEN (SELECT place FROM episodes WHERE id = {first})
                 ELSE 1 + n % (SELECT count(*) FROM episodes) END AS episode
        FROM generate_series(1, {rows}) n)
    INSERT INTO series_episodeevent (pgh_created_at, pgh_label, pgh_obj_id, pgh_context_id, id, number, title, slug,
            summary, story, byline, credits, sources, hashtags, mention, sound_credit, post_url, language, poster_alt,
            transcript, edit_version, creator_id, poster_id, series_id, video_id)
        SELECT now() - n * interval '6 seconds', CASE WHEN n % {hundredth} = 1 THEN 'delete' ELSE 'update' END,
            e.id, c.id, e.id, e.number, 'Take ' || n, e.slug, e.summary, e.story, e.byline, e.credits, e.sources,
            e.hashtags, e.mention, e.sound_credit, e.post_url, e.language, e.poster_alt, e.transcript, n,
            e.creator_id, e.poster_id, e.series_id, e.video_id
        FROM takes JOIN contexts c ON c.place = takes.context JOIN episodes e ON e.place = takes.episode
        ORDER BY n DESC
"""
