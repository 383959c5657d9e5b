"""Acts on the calendar: what is shown is what is done, in one transaction, and it can be taken back."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from series import cadence, scheduling
from series.calendar import edits
from series.calendar.make import Different, make, rehearse
from series.calendar.undo import undo, undoable
from series.models import Release, ScheduleChange, Slot
from series.publishing.due import database_now
from series.publishing.run import run
from series.scheduling import NotPossible
from series.states import ReleaseState
from sparks.desk.history import events_of
from tests.factories import people, subjects
from tests.series.calendar import stage

pytestmark = pytest.mark.django_db


def do(edit, *, by=None, reason="") -> ScheduleChange:
    by = by or people.ana()
    return make(edit=edit, by=by, seen=rehearse(edit=edit, by=by).mark, reason=reason)


def wall(release: Release, **later) -> datetime:
    return datetime.fromisoformat(release.wall) + timedelta(**later)


def test_A12_one_release_moves_with_its_slot_and_leaves_nothing_behind():
    season, releases = stage.filled(weeks=3)
    before = stage.walls(season)
    release = stage.fresh(releases[1])
    do(
        edits.move(release=release, wall=wall(release, days=1), zone=release.zone),
        reason="The hall is taken.",
    )
    after = stage.walls(season)
    assert [after[0], after[2]] == [before[0], before[2]]
    assert after[1][:2] == before[1][:2]
    assert after[1] != before[1]
    assert Release.objects.count() == 3
    assert Slot.objects.count() == 3
    event = events_of(Release, pgh_obj_id=release.pk).filter(instant=stage.fresh(release).instant).first()
    assert event.pgh_context.metadata["reason"] == "The hall is taken."


def test_a_rehearsal_leaves_everything_as_it_was_and_says_all_of_it():
    season, releases = stage.filled(weeks=4)
    before = stage.walls(season)
    release = stage.fresh(releases[1])
    made = rehearse(
        edit=edits.move_with_following(release=release, wall=wall(release, days=7)), by=people.ana()
    )
    assert stage.walls(season) == before
    assert [move.key for move in made.moves] == [f"release-{one.pk}" for one in releases[1:]]
    for move in made.moves:
        assert move.after.at - move.before.at >= timedelta(days=6, hours=23)
    assert not ScheduleChange.objects.exists()


def test_this_and_the_following_move_together_and_what_comes_before_stays():
    season, releases = stage.filled(weeks=4, empty=1)
    before = stage.walls(season)
    release = stage.fresh(releases[1])
    do(edits.move_with_following(release=release, wall=wall(release, days=7, hours=1)))
    after = stage.walls(season)
    assert after[0] == before[0]
    assert [row.split()[0] for row in after] == ["1", "2", "3", "-"]
    assert all(row.endswith("10:00") for row in after[1:])


def test_two_trade_places_within_a_season_and_across_two():
    season, releases = stage.filled(weeks=3)
    other, others = stage.filled(weeks=1)
    do(edits.swap(first=stage.fresh(releases[0]), second=stage.fresh(releases[2])))
    assert [row.split()[0] for row in stage.walls(season)] == ["3", "2", "1"]
    do(edits.swap(first=stage.fresh(releases[1]), second=stage.fresh(others[0])))
    assert stage.fresh(releases[1]).slot.season == other
    assert stage.fresh(others[0]).slot.season == season


def test_a_release_takes_an_open_slot_of_its_season_and_leaves_its_own_open():
    season, releases = stage.filled(weeks=4, empty=2)
    do(edits.take_slot(release=stage.fresh(releases[0]), slot=stage.slots(season)[3]))
    assert [row.split()[0] for row in stage.walls(season)] == ["-", "2", "-", "1"]
    assert season.slots.count() == 4


def test_a_release_that_stands_alone_takes_an_open_slot():
    season = stage.season(weeks=2)
    alone = subjects.planned(subjects.make_episode(series=season.series, complete=False))
    do(edits.take_slot(release=stage.fresh(alone), slot=stage.slots(season)[1]))
    assert [row.split()[0] for row in stage.walls(season)] == ["-", "1"]


def test_an_episode_of_the_reserve_fills_an_open_slot():
    season = stage.season(weeks=2)
    do(edits.fill(subject=stage.film(season.series), slot=stage.slots(season)[0]))
    assert [row.split()[0] for row in stage.walls(season)] == ["1", "-"]


def test_an_episode_of_the_reserve_is_pulled_forward_and_the_rest_moves_on():
    season, _releases = stage.filled(weeks=3)
    reserve = stage.film(season.series)
    do(edits.pull_forward(subject=reserve, slot=stage.slots(season)[1]))
    assert [row.split()[0] for row in stage.walls(season)] == ["1", "4", "2", "3"]


def test_a_slot_that_was_filled_meanwhile_is_refused():
    season = stage.season(weeks=1)
    [slot] = stage.slots(season)
    alone = stage.fresh(subjects.planned(subjects.make_episode(series=season.series, complete=False)))
    edit = edits.take_slot(release=alone, slot=slot)
    stage.put(stage.film(season.series), slot)
    with pytest.raises(NotPossible, match="stands in this slot already"):
        rehearse(edit=edit, by=people.ana())


def test_what_is_published_never_moves():
    subjects.make_site()
    release = stage.fresh(subjects.published(subjects.make_episode()))
    alone = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    tomorrow = subjects.wall_in(90_000)
    for edit in (
        edits.move(release=release, wall=tomorrow, zone="UTC"),
        edits.swap(first=alone, second=release),
    ):
        with pytest.raises(NotPossible, match="published"):
            rehearse(edit=edit, by=people.ana())


def test_A2_a_planned_release_that_moves_is_still_only_planned():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    do(edits.move(release=release, wall=subjects.wall_in(7200), zone="UTC"))
    assert stage.fresh(release).state == ReleaseState.PLANNED


def test_a_scheduled_one_is_not_moved_to_a_day_on_which_it_could_not_go_out():
    creator = subjects.make_creator(consent=False)
    subjects.make_consent(creator, valid_until=database_now().date() + timedelta(days=5))
    release = stage.fresh(subjects.scheduled(subjects.make_episode(creator=creator)))
    with pytest.raises(NotPossible, match="no consent"):
        rehearse(
            edit=edits.move(release=release, wall=subjects.wall_in(86400 * 20), zone="UTC"), by=people.ana()
        )
    assert stage.fresh(release).instant == release.instant


def test_E9_what_changed_since_it_was_seen_is_shown_anew_and_not_done():
    season, releases = stage.filled(weeks=3)
    release = stage.fresh(releases[0])
    edit = edits.move(release=release, wall=wall(release, days=2), zone=release.zone)
    seen = rehearse(edit=edit, by=people.ana()).mark
    do(edits.swap(first=stage.fresh(releases[0]), second=stage.fresh(releases[1])), by=people.chi())
    before = stage.walls(season)
    with pytest.raises((Different, cadence.Refused)):
        make(edit=edit, by=people.ana(), seen=seen)
    assert stage.walls(season) == before


def test_a_state_that_changed_meanwhile_counts_as_changed():
    release = stage.fresh(subjects.planned(subjects.make_episode()))
    edit = edits.move(release=release, wall=subjects.wall_in(7200), zone="UTC")
    seen = rehearse(edit=edit, by=people.ana()).mark
    subjects.approved(release.items.get(role="main").subject)
    scheduling.schedule(release_id=release.pk, by=people.chi())
    with pytest.raises(Different) as told:
        make(edit=edit, by=people.ana(), seen=seen)
    assert told.value.made.moves[0].before.state == "scheduled"
    assert stage.fresh(release).instant == release.instant


def test_where_nothing_moves_nothing_is_done():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    edit = edits.move(release=release, wall=wall(release), zone="UTC")
    assert rehearse(edit=edit, by=people.ana()).moves == []
    with pytest.raises(NotPossible, match="Nothing moves"):
        do(edit)


# -- undo ---------------------------------------------------------------------------------------------------------


def every_act(name: str):
    """A season, and one act on it."""
    season, releases = stage.filled(weeks=4, empty=1)
    one, two = stage.fresh(releases[0]), stage.fresh(releases[1])
    rows = stage.slots(season)
    alone = stage.fresh(subjects.planned(subjects.make_episode(series=season.series, complete=False)))
    made = {
        "move": lambda: edits.move(release=one, wall=wall(one, days=1), zone=one.zone),
        "move alone": lambda: edits.move(release=alone, wall=subjects.wall_in(9000), zone="Europe/Paris"),
        "following": lambda: edits.move_with_following(release=one, wall=wall(one, days=14)),
        "swap": lambda: edits.swap(first=one, second=two),
        "swap with one that stands alone": lambda: edits.swap(first=alone, second=two),
        "take slot": lambda: edits.take_slot(release=one, slot=rows[3]),
        "take slot from outside": lambda: edits.take_slot(release=alone, slot=rows[3]),
        "fill": lambda: edits.fill(subject=stage.film(season.series), slot=rows[3]),
        "pull": lambda: edits.pull_forward(subject=stage.film(season.series), slot=rows[1]),
        "pull a later one": lambda: edits.pull_forward(
            subject=releases[2].items.get(role="main").subject, slot=rows[0]
        ),
        "pull one that stands alone": lambda: edits.pull_forward(
            subject=alone.items.get(role="main").subject, slot=rows[0]
        ),
    }
    return season, made[name]()


ACTS = [
    *("move", "move alone", "following", "swap", "swap with one that stands alone", "take slot"),
    *("take slot from outside", "fill", "pull", "pull a later one", "pull one that stands alone"),
]


def everything():
    rows = Release.objects.exclude(state="cancelled").order_by("pk")
    places = Slot.objects.order_by("pk").values_list("pk", "position", "wall", "zone", "instant", "premiere")
    return list(rows.values_list("pk", "state", "instant", "wall", "zone", "slot")), list(places)


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_undone_to_the_last_second(name):
    _season, edit = every_act(name)
    before = everything()
    change = do(edit)
    assert everything() != before
    undo(change_id=change.pk, by=people.ana())
    assert everything() == before
    change.refresh_from_db()
    assert change.undone_at is not None


def test_an_undo_is_in_the_history_of_the_release():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    change = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    undo(change_id=change.pk, by=people.ana())
    said = events_of(Release, pgh_obj_id=release.pk).first().pgh_context.metadata
    assert said["act"] == "undo"
    assert said["user"] == people.ana().pk
    assert said["reason"].startswith("Undone: ")


def test_it_is_undone_once_by_the_one_who_did_it_and_only_the_last():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    first = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    with pytest.raises(NotPossible, match="nothing of yours"):
        undo(change_id=first.pk, by=people.chi())
    second = do(edits.move(release=stage.fresh(release), wall=subjects.wall_in(12000), zone="UTC"))
    with pytest.raises(NotPossible, match="only the last"):
        undo(change_id=first.pk, by=people.ana())
    undo(change_id=second.pk, by=people.ana())
    with pytest.raises(NotPossible, match="undone already"):
        undo(change_id=second.pk, by=people.ana())


def test_after_ten_minutes_it_stands():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    change = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    ScheduleChange.objects.filter(pk=change.pk).update(at=database_now() - timedelta(minutes=11))
    assert undoable(by=people.ana(), now=database_now()) is None
    with pytest.raises(NotPossible, match="more than 10 minutes ago"):
        undo(change_id=change.pk, by=people.ana())


def test_what_somebody_changed_since_is_not_undone_and_names_them():
    release = stage.fresh(subjects.planned(subjects.make_episode(complete=False)))
    change = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    scheduling.reschedule(release_id=release.pk, wall=subjects.wall_in(10000), zone="UTC", by=people.chi())
    before = everything()
    with pytest.raises(NotPossible, match="changed since by Chi"):
        undo(change_id=change.pk, by=people.ana())
    assert everything() == before


def test_what_is_public_since_is_not_undone():
    subjects.make_site()
    release = stage.fresh(subjects.scheduled(subjects.make_episode()))
    change = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    scheduling.publish_now(subject=release.items.get(role="main").subject, by=people.chi())
    run(release.pk)
    with pytest.raises(NotPossible, match="never moves"):
        undo(change_id=change.pk, by=people.ana())


def test_it_does_not_go_back_to_a_time_that_has_passed():
    release = stage.fresh(subjects.due(subjects.make_episode(), seconds_ago=60))
    change = do(edits.move(release=release, wall=subjects.wall_in(9000), zone="UTC"))
    with pytest.raises(NotPossible, match="has passed"):
        undo(change_id=change.pk, by=people.ana())
    assert stage.fresh(release).instant > database_now()


def test_an_act_costs_the_same_queries_however_much_waits_elsewhere():
    _season, releases = stage.filled(weeks=2)
    release = stage.fresh(releases[0])
    edit = edits.move(release=release, wall=wall(release, days=1), zone=release.zone)
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        rehearse(edit=edit, by=people.ana())
    for _ in range(5):
        subjects.planned(subjects.make_episode(complete=False))
    with CaptureQueriesContext(connection) as many:
        rehearse(edit=edit, by=people.ana())
    assert len(few) == len(many)
