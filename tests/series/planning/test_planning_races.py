"""Two at once. One wins, the other is told; nothing is done by halves."""

import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from series import cadence, planning, scheduling
from series.models import Release, Season, Series, Slot
from series.publishing.due import database_now
from series.publishing.run import Ran, run
from tests.series.planning.stage import editor, filled_season, planned_season, put, ready_page, releases_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def slot_at(season: Season, position: int) -> Slot:
    return season.slots.get(position=position)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Each act in a thread of its own, all let go together: what it returned, or the exception it raised."""
    barrier = threading.Barrier(len(acts))
    results: list[object] = ["did not end"] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=30)
            results[index] = act()
        except (cadence.Refused, scheduling.NotPossible, CommandError) as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_E1_of_two_editors_who_saw_the_same_plan_one_wins_and_the_other_is_told() -> None:
    season, by = filled_season(), editor()
    skip = planning.skip_date(season=season, on=date(2090, 11, 9))
    swap = planning.swap_slots(one=slot_at(season, 4), other=slot_at(season, 6))
    seen = planning.preview(season=season, edit=skip).seen
    results = at_once(
        lambda: planning.apply(season_id=season.pk, edit=skip, by=by, seen=seen),
        lambda: planning.apply(season_id=season.pk, edit=swap, by=by, seen=seen),
    )
    assert sorted(type(result).__name__ for result in results) == ["Applied", "PlanChanged"]
    expected = {
        0: ["1 11-02", "2 11-02", "3 11-16", "4 11-30", "5 12-07", "6 12-14"],
        1: ["1 11-02", "2 11-02", "3 11-09", "6 11-16", "5 11-30", "4 12-07"],
    }
    winner = next(index for index, result in enumerate(results) if isinstance(result, planning.Applied))
    assert releases_of(season) == expected[winner]


def test_E1_an_empty_plan_too_is_changed_by_one_editor_at_a_time() -> None:
    season, by = planned_season(), editor()
    third = planning.shift_from(slot=slot_at(season, 3), weeks=1)
    sixth = planning.shift_from(slot=slot_at(season, 6), weeks=1)
    seen = planning.preview(season=season, edit=third).seen
    results = at_once(
        *[
            lambda edit=edit: planning.apply(season_id=season.pk, edit=edit, by=by, seen=seen)
            for edit in (third, sixth)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Applied", "PlanChanged"]


@pytest.mark.parametrize("head_start_ms", [0, 5, 10, 20, 40, 200])
def test_E1_a_due_release_either_goes_out_or_moves_with_its_slot_never_both(head_start_ms: int) -> None:
    season, by = planned_season(), editor()
    third = slot_at(season, 3)
    release = put(ready_page(), third)
    scheduling.schedule(release_id=release.pk, by=by)
    due = (database_now() - timedelta(seconds=2)).replace(microsecond=0)
    Release.objects.filter(pk=release.pk).update(instant=due)
    Slot.objects.filter(pk=third.pk).update(instant=due)
    edit = planning.move_slot(slot=third, wall=datetime.fromisoformat("2090-11-10 09:00"))

    def plan_a_little_later() -> planning.Applied:
        time.sleep(head_start_ms / 1000)
        return planning.apply(season_id=season.pk, edit=edit, by=by)

    ran, planned = at_once(lambda: run(release.pk), plan_a_little_later)
    release.refresh_from_db()
    third.refresh_from_db()
    if ran == Ran.PUBLISHED:
        assert isinstance(planned, cadence.Refused), planned
        assert (release.state, release.instant, third.instant) == ("published", due, due)
    else:
        assert ran == Ran.LEFT
        assert isinstance(planned, planning.Applied), planned
        assert (release.state, release.instant) == ("scheduled", third.instant)
        assert third.wall == "2090-11-10T09:00:00"


def test_two_who_plan_the_same_new_season_make_it_once() -> None:
    series = Series.objects.create(title="Good", slug="good", promise="A minute.", zone="America/New_York")
    words = ("plan_season", "good", "--from", "2090-11-02", "--weekly", "4")
    results = at_once(*[lambda: call_command(*words, stdout=StringIO())] * 2)
    assert results == [None, None]
    assert Season.objects.get(series=series).slots.count() == 4
