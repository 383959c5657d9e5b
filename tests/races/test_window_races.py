"""A resource that opens while an update gives it other dates: whoever comes second looks at what is live then."""

from datetime import timedelta

import pytest

from series.models import LiveRevision, Moment, Release, subject_of
from series.models.release import ReleaseKind
from series.publishing.due import database_now
from series.publishing.moments import run_due_moments
from series.publishing.run import Ran, run
from series.publishing.windows import state_at
from series.scheduling.schedule import add_main, make_scheduled
from tests.factories import subjects
from tests.factories.people import ana
from tests.races.together import count, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

ROUNDS = 8


def due_update(resource) -> Release:
    """Approved, and due this second, so that the test itself runs it."""
    now = database_now().replace(microsecond=0)
    release = Release.objects.create(
        kind=ReleaseKind.UPDATE, instant=now, wall=now.replace(tzinfo=None).isoformat(), zone="UTC"
    )
    add_main(release, subject_of(resource))
    make_scheduled(release, by=ana())
    return release


def test_an_instant_and_an_update_at_once_leave_what_the_live_dates_say():
    resource = subjects.make_resource(opens=subjects.wall_in(3600).isoformat(), zone="UTC")
    subjects.published(resource)
    for number in range(ROUNDS):
        opened = number % 2 == 0
        resource.opens = subjects.wall_in(-60 if opened else 3600 + number).isoformat()
        resource.closes = subjects.wall_in(9000 + number).isoformat()
        resource.save()
        subjects.approved(resource)
        release = due_update(resource)
        Moment.objects.filter(why="opens").update(instant=database_now() - timedelta(seconds=1))

        results = together(lambda pk=release.pk: run(pk), run_due_moments, run_due_moments)

        if not count(results, Ran.PUBLISHED):
            assert run(release.pk) == Ran.PUBLISHED, results
        run_due_moments()
        row = LiveRevision.objects.select_related("revision").get(subject=subject_of(resource))
        assert row.revision.content["opens"]["wall"] == resource.opens
        assert row.window_state == state_at("resource", row.revision.content, database_now())
        wanted = {"closes"} if opened else {"opens", "closes"}
        there = Moment.objects.filter(instant__gt=database_now()).values_list("why", flat=True)
        assert sorted(there) == sorted(wanted)


def test_two_processes_at_one_instant_mark_each_page_once():
    resource = subjects.make_resource(opens=subjects.wall_in(3600).isoformat(), zone="UTC")
    subjects.published(resource)
    Moment.objects.update(instant=database_now() - timedelta(seconds=1))
    results = together(*[run_due_moments] * 4)
    assert sum(results) == 1
    assert not Moment.objects.exists()
