"""Two at the calendar, and the calendar against the engine: one wins, the other is told, the rows tell the truth."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from series import cadence, planning
from series.calendar import edits
from series.calendar.make import Different, make, rehearse
from series.calendar.undo import undo
from series.models import LiveRevision, Release, ScheduleChange
from series.publishing.due import database_now
from series.publishing.run import Ran, run
from series.scheduling import NotPossible
from tests.factories import people, subjects
from tests.races.together import together
from tests.series.calendar import stage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
TOLD = (NotPossible, cadence.Refused)


def move_by(release: Release, *, days: int):
    wall = datetime.fromisoformat(release.wall) + timedelta(days=days)
    return edits.move(release=stage.fresh(release), wall=wall, zone=release.zone)


def seen_and_made(edit, by):
    """What one person's confirmation does: the look was a moment ago."""
    mark = rehearse(edit=edit, by=by).mark
    return lambda: make(edit=edit, by=by, seen=mark)


def test_E9_two_move_one_release_at_once_and_the_second_is_told():
    season, releases = stage.filled(weeks=2)
    ana, chi = people.ana(), people.chi()
    for days in range(1, 6):
        release = stage.fresh(releases[0])
        acts = [
            seen_and_made(move_by(release, days=1 if days % 2 else -1), ana),
            seen_and_made(move_by(release, days=2 if days % 2 else -2), chi),
        ]
        results = together(*acts)
        done = [one for one in results if isinstance(one, ScheduleChange)]
        assert len(done) == 1, results
        assert sum(isinstance(one, Different) for one in results) == 1, results
        stage.walls(season)
        assert done[0].after[f"release-{release.pk}"]["wall"] == stage.fresh(release).wall


def test_two_swap_in_a_circle_and_nothing_hangs():
    season, releases = stage.filled(weeks=3)
    a, b, c = (stage.fresh(one) for one in releases)
    ana, chi, ben = people.ana(), people.chi(), people.ben()
    results = together(
        seen_and_made(edits.swap(first=a, second=b), ana),
        seen_and_made(edits.swap(first=b, second=c), chi),
        seen_and_made(edits.swap(first=c, second=a), ben),
    )
    assert all(isinstance(one, (ScheduleChange, *TOLD)) for one in results), results
    assert any(isinstance(one, ScheduleChange) for one in results)
    assert sorted(row.split()[0] for row in stage.walls(season)) == ["1", "2", "3"]


def test_a_move_on_the_calendar_and_one_on_the_seasons_page_agree():
    season, releases = stage.filled(weeks=3)
    slot = stage.slots(season)[0]
    results = together(
        seen_and_made(move_by(releases[0], days=1), people.ana()),
        lambda: planning.apply(
            season_id=season.pk, edit=planning.shift_from(slot=slot, weeks=1), by=people.chi()
        ),
    )
    assert not any(isinstance(one, OperationalError) for one in results), results
    assert len(stage.walls(season)) == 3


def test_E1_a_move_and_the_engine_reach_for_one_release():
    for _ in range(5):
        release = stage.fresh(subjects.due(subjects.make_episode()))
        tomorrow = subjects.wall_in(86_400)
        act = seen_and_made(edits.move(release=release, wall=tomorrow, zone="UTC"), people.ana())
        moved, ran = together(act, lambda pk=release.pk: run(pk))
        release = stage.fresh(release)
        if isinstance(moved, ScheduleChange):
            assert ran == Ran.LEFT
            assert release.state == "scheduled"
            assert release.instant > database_now()
        else:
            assert isinstance(moved, TOLD), moved
            assert ran == Ran.PUBLISHED
            assert release.state == "published"
        subject = release.items.get(role="main").subject
        assert LiveRevision.objects.filter(subject=subject).exists() == (ran == Ran.PUBLISHED)


def test_an_undo_and_the_engine_reach_for_one_release():
    """Moved from tomorrow to a moment ago is what an undo would have to give back: either it is back, or it is out."""
    for _ in range(5):
        release = stage.fresh(subjects.scheduled(subjects.make_episode(), seconds=86_400))
        before = release.instant
        change = seen_and_made(
            edits.move(release=release, wall=subjects.wall_in(3600), zone="UTC"), people.ana()
        )()
        # The hour has passed.
        instant = (database_now() - timedelta(seconds=1)).replace(microsecond=0)
        wall = instant.replace(tzinfo=None).isoformat()
        Release.objects.filter(pk=release.pk).update(instant=instant, wall=wall)
        after = {**change.after}
        key = f"release-{release.pk}"
        after[key] = {**after[key], "instant": instant.isoformat(), "wall": wall}
        ScheduleChange.objects.filter(pk=change.pk).update(after=after)
        undone, ran = together(
            lambda pk=change.pk: undo(change_id=pk, by=people.ana()), lambda pk=release.pk: run(pk)
        )
        release = stage.fresh(release)
        if isinstance(undone, ScheduleChange):
            assert (ran, release.state, release.instant) == (Ran.LEFT, "scheduled", before)
        else:
            assert isinstance(undone, NotPossible), undone
            assert (ran, release.state) == (Ran.PUBLISHED, "published")


def test_an_undo_of_a_swap_and_a_change_of_the_seasons_plan_never_wait_for_each_other():
    season, releases = stage.filled(weeks=4)
    for _ in range(4):
        first, second = (stage.fresh(one) for one in releases[:2])
        change = seen_and_made(edits.swap(first=first, second=second), people.ana())()
        slot = stage.slots(season)[0]
        results = together(
            lambda pk=change.pk: undo(change_id=pk, by=people.ana()),
            lambda slot=slot: planning.apply(
                season_id=season.pk, edit=planning.shift_from(slot=slot, days=1), by=people.chi()
            ),
        )
        assert not any(isinstance(one, OperationalError) for one in results), results
        assert len(stage.walls(season)) == 4


def test_one_undo_is_done_once():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    change = seen_and_made(
        edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"), people.ana()
    )()
    results = together(*[lambda: undo(change_id=change.pk, by=people.ana())] * 4)
    assert sum(isinstance(one, ScheduleChange) for one in results) == 1
    assert sum(isinstance(one, NotPossible) for one in results) == 3
    assert stage.fresh(release).instant == release.instant
