"""Resources open and close, and what was chosen for the front ends, at their instants, also after an outage."""

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from series import scheduling
from series.models import LiveRevision, Mark, Moment, Page, subject_of
from series.pages.bake import bake_marked
from series.pages.verify import verify
from series.publishing.due import database_now
from series.publishing.moments import run_due_moments
from series.publishing.tick import run_due, tick
from tests.factories import subjects
from tests.factories.people import ana

pytestmark = pytest.mark.django_db(transaction=True)


def wall(seconds: float) -> str:
    return subjects.wall_in(seconds).isoformat()


def state(resource) -> str:
    return LiveRevision.objects.get(subject=subject_of(resource)).window_state


def text_of(path: str) -> str:
    return (settings.PAGES_ROOT / "pages" / path.lstrip("/") / "index.html").read_text()


def passed(resource, **seconds_ago: float) -> None:
    """As if nobody had ticked meanwhile: its instants, as the live revision and its moments have them, lie back."""
    row = LiveRevision.objects.get(subject=subject_of(resource))
    for name, ago in seconds_ago.items():
        at = (database_now() - timedelta(seconds=ago)).replace(microsecond=0)
        row.revision.content[name] = {
            "wall": at.replace(tzinfo=None).isoformat(),
            "zone": "UTC",
            "at": at.isoformat(),
        }
        Moment.objects.filter(page__subject=row.subject, why=name).update(instant=at)
    _rewrite(row.revision.pk, row.revision.content)


def _rewrite(revision: int, content: dict) -> None:
    """A revision is immutable; the test alone goes round its trigger."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE series_revision DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE series_revision SET content = %s WHERE id = %s", [json.dumps(content), revision]
        )
        cursor.execute("ALTER TABLE series_revision ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("opens", "closes", "expected", "moments"),
    [
        (None, None, "open", set()),
        (3600, None, "announced", {"opens"}),
        (3600, 7200, "announced", {"opens", "closes"}),
        (-3600, 3600, "open", {"closes"}),
        (-3600, None, "open", set()),
        (-7200, -3600, "closed", set()),
    ],
)
def test_where_it_stands_and_what_is_to_come_follow_from_its_dates(opens, closes, expected, moments):
    resource = subjects.make_resource(
        opens=wall(opens) if opens else "", closes=wall(closes) if closes else "", zone="UTC"
    )
    subjects.published(resource)
    assert state(resource) == expected
    assert set(Moment.objects.values_list("why", flat=True)) == moments


def test_it_opens_and_closes_at_the_instant_on_every_page_that_says_so():
    series = subjects.make_series()
    resource = subjects.make_resource(
        title="Crash course", opens=wall(6), closes=wall(3600), zone="UTC", series=series
    )
    subjects.published(series)
    subjects.published(resource)
    episode = subjects.make_episode(series=series)
    episode.resources.set([resource])
    subjects.published(episode)
    bake_marked()
    own = Page.objects.get(kind="resource").path
    watch = Page.objects.get(kind="episode").path
    shows = [own, "/resources/", "/", f"/{Page.objects.get(kind='series').path.strip('/')}/", watch]
    assert "https://example.org/apply" not in text_of(own)
    assert all("pens" in text_of(path) for path in shows)

    opens, closes = Moment.objects.order_by("instant")
    while database_now() < opens.instant - timedelta(seconds=1):
        tick()
        if database_now() < opens.instant:
            assert state(resource) == "announced"
        time.sleep(0.05)
    tick()
    assert database_now() >= opens.instant
    assert state(resource) == "open"
    assert "https://example.org/apply" in text_of(own)
    assert all("until" in text_of(path) for path in shows)
    assert closes.instant > opens.instant
    passed(resource, closes=1)
    tick()
    assert state(resource) == "closed"
    assert "https://example.org/apply" not in text_of(own)
    assert "This page stays" in text_of(own)
    assert all("Closed" in text_of(path) for path in shows if path != "/")
    assert "Crash course" not in text_of("/")
    assert Moment.objects.count() == 0
    assert list(verify(deep=True)) == []


def test_after_an_outage_over_both_instants_it_is_closed_and_was_marked_once():
    resource = subjects.make_resource(opens=wall(3600), closes=wall(7200), zone="UTC")
    subjects.published(resource)
    bake_marked()
    passed(resource, opens=7200, closes=3600)
    assert run_due_moments() == 2
    assert state(resource) == "closed"
    assert set(Mark.objects.values_list("why", flat=True)) == {"opens"}
    assert Mark.objects.filter(page__kind="resource").count() == 1
    bake_marked()
    assert list(verify(deep=True)) == []


def test_a_moment_does_nothing_before_its_instant():
    resource = subjects.make_resource(opens=wall(3600), zone="UTC")
    subjects.published(resource)
    Mark.objects.all().delete()
    assert run_due_moments() == 0
    assert run_due() == 0
    assert state(resource) == "announced"
    assert not Mark.objects.exists()


def test_a_moment_that_is_no_longer_meant_changes_nothing():
    resource = subjects.make_resource(opens=wall(3600), zone="UTC")
    subjects.published(resource)
    bake_marked()
    Moment.objects.update(instant=database_now() - timedelta(seconds=1))
    assert run_due_moments() == 1
    assert state(resource) == "announced"
    assert not Mark.objects.exists()


def test_new_dates_of_an_update_replace_the_moments():
    resource = subjects.make_resource(opens=wall(3600), closes=wall(7200), zone="UTC")
    subjects.published(resource)
    first = set(Moment.objects.values_list("instant", flat=True))
    resource.opens, resource.closes = wall(-60), wall(9000)
    resource.save()
    subjects.approved(resource)
    scheduling.update(subject=subject_of(resource), by=ana())
    run_due()
    assert state(resource) == "open"
    assert list(Moment.objects.values_list("why", flat=True)) == ["closes"]
    assert not first & set(Moment.objects.values_list("instant", flat=True))


def test_a_withdrawn_resource_does_not_open():
    resource = subjects.make_resource(opens=wall(3600), zone="UTC")
    subjects.published(resource)
    scheduling.withdraw(subject=subject_of(resource), by=ana(), notice="The course is not given.")
    run_due()
    Moment.objects.update(instant=database_now() - timedelta(seconds=1))
    assert run_due_moments() == 1
    bake_marked()
    page = Page.objects.get(kind="resource")
    assert page.state == "gone"
    assert (
        "The course is not given."
        in (settings.PAGES_ROOT / "notices" / page.path.strip("/") / "index.html").read_text()
    )
    assert not LiveRevision.objects.filter(kind="resource").exists()


def test_T5_the_instant_is_that_of_the_wall_time_on_both_sides_of_a_clock_change():
    resource = subjects.make_resource(
        opens="2031-03-08T09:00:00", closes="2031-03-10T09:00:00", zone="America/New_York"
    )
    subjects.published(resource)
    instants = dict(Moment.objects.values_list("why", "instant"))
    assert f"{instants['opens']:%H:%M}" == "14:00"
    assert f"{instants['closes']:%H:%M}" == "13:00"


def test_what_stands_large_for_a_while_gives_way_to_the_newest_at_its_instant():
    old, new = subjects.make_episode(), subjects.make_episode()
    subjects.published(old)
    subjects.published(new)
    front = subjects.make_front(hero=old, hero_until=wall(3600), zone="UTC")
    subjects.published(front)
    bake_marked()
    chosen, newest = f">{old.creator.name}</bdi></a></h2>", f">{new.creator.name}</bdi></a></h2>"
    assert chosen in text_of("/")
    assert Moment.objects.get().page.path == "/"
    row = LiveRevision.objects.get(kind="front")
    at = (database_now() - timedelta(seconds=1)).replace(microsecond=0)
    row.revision.content["hero_until"] = {"wall": "", "zone": "UTC", "at": at.isoformat()}
    _rewrite(row.revision.pk, row.revision.content)
    Moment.objects.update(instant=at)
    assert run_due_moments() == 1
    bake_marked()
    assert newest in text_of("/")
    assert LiveRevision.objects.get(kind="front").window_state == "closed"
    assert list(verify(deep=True)) == []
