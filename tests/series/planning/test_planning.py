from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from series import cadence, planning, scheduling
from series.models import Release, Season, Slot
from series.publishing.due import database_now
from tests.series.planning.stage import (
    THANKSGIVING,
    editor,
    episode,
    filled_season,
    plan_of,
    planned_season,
    publish,
    put,
    ready_page,
    releases_of,
    rule,
    utc,
)

pytestmark = pytest.mark.django_db

AS_PLANNED = ["1 11-02", "2 11-02", "3 11-09", "4 11-16", "5 11-30", "6 12-07"]


def do(season: Season, edit: planning.PlanEdit, **more: object) -> planning.Applied:
    shown = planning.preview(season=season, edit=edit)
    done = planning.apply(season_id=season.pk, edit=edit, by=editor(), seen=shown.seen, **more)
    assert [change.sentence for change in done.changes] == [change.sentence for change in shown.changes]
    return done


def slot_at(season: Season, position: int) -> Slot:
    return season.slots.get(position=position)


def test_a_season_is_planned_from_a_rule() -> None:
    season = planned_season()
    rows = list(season.slots.values_list("position", "wall", "instant", "state", "premiere"))
    assert rows[:3] == [
        (1, "2090-11-02T09:00:00", utc("2090-11-02 13:00"), "open", True),
        (2, "2090-11-02T09:00:00", utc("2090-11-02 13:00"), "open", True),
        (3, "2090-11-09T09:00:00", utc("2090-11-09 14:00"), "open", False),
    ]
    assert plan_of(season)[3:] == ["Slot 4 11-16", "Slot 5 11-30", "Slot 6 12-07"]


def test_the_rule_is_kept_with_the_season() -> None:
    assert planning.rule_from_json(planned_season().rule) == rule()
    assert planning.rule_from_json({}) is None


def test_a_preview_writes_nothing() -> None:
    season = filled_season()
    before = list(season.slots.values()), list(Release.objects.values())
    shown = planning.preview(season=season, edit=planning.skip_date(season=season, on=date(2090, 11, 9)))
    assert shown.changes[2].sentence == "Episode 3 moves from Thu 9 Nov 09:00 EST to Thu 16 Nov 09:00 EST."
    assert (list(season.slots.values()), list(Release.objects.values())) == before


def test_a_preview_notes_left_out_dates_that_meet_no_slot() -> None:
    season = planned_season()
    edit = planning.to_rule(rule=rule(skip_dates=frozenset({THANKSGIVING, date(2090, 12, 25)})))
    assert planning.preview(season=season, edit=edit).notes == [
        "Mon 25 Dec 2090 was to be left out, but no slot would fall on it."
    ]


def test_a_skipped_date_moves_releases_with_their_slots_and_is_remembered() -> None:
    season = filled_season()
    done = do(season, planning.skip_date(season=season, on=date(2090, 11, 9)))
    assert releases_of(season) == ["1 11-02", "2 11-02", "3 11-16", "4 11-30", "5 12-07", "6 12-14"]
    assert done.sentence == "The plan has 6 slots: 4 moved, 2 unchanged."
    season.refresh_from_db()
    assert planning.rule_from_json(season.rule).skip_dates == {THANKSGIVING, date(2090, 11, 9)}


def test_a_pause_is_undone_by_resuming() -> None:
    season = filled_season()
    do(season, planning.pause_weeks(season=season, from_date=date(2090, 11, 9), weeks=3))
    assert releases_of(season) == ["1 11-02", "2 11-02", "3 11-30", "4 12-07", "5 12-14", "6 12-21"]
    do(season, planning.resume_on(season=season, on=date(2090, 11, 9)))
    assert releases_of(season) == AS_PLANNED


def test_a_shift_of_the_premiere_takes_all_of_it_along() -> None:
    season = filled_season()
    do(season, planning.shift_from(slot=slot_at(season, 2), days=1, wall_clock=time(18)))
    assert releases_of(season) == ["1 11-03", "2 11-03", "3 11-10", "4 11-17", "5 12-01", "6 12-08"]
    assert {release.wall[11:] for release in Release.objects.all()} == {"18:00:00"}


@pytest.mark.parametrize("weeks", [1, -1])
def test_a_shift_by_the_rhythm_passes_over_instants_that_are_still_taken(weeks: int) -> None:
    season = planned_season(premiere_count=0, skip_dates=frozenset())
    before = list(season.slots.values_list("instant", flat=True))
    do(season, planning.shift_from(slot=slot_at(season, 1), weeks=weeks))
    after = list(season.slots.values_list("instant", flat=True))
    assert sorted(set(before) & set(after)) == (before[1:] if weeks > 0 else before[:-1])


@pytest.mark.timeout(60)
def test_the_longest_season_is_shifted_in_a_moment() -> None:
    season = planned_season(weekly_count=518, first_date=date(2090, 1, 5), skip_dates=frozenset())
    do(season, planning.shift_from(slot=slot_at(season, 1), weeks=1))
    assert season.slots.filter(premiere=True, wall="2090-01-12T09:00:00").count() == 2
    assert season.slots.count() == 520


def test_a_premiere_slot_trades_with_a_weekly_one() -> None:
    season = filled_season()
    do(season, planning.swap_slots(one=slot_at(season, 2), other=slot_at(season, 3)))
    assert releases_of(season) == ["1 11-02", "3 11-02", "2 11-09", "4 11-16", "5 11-30", "6 12-07"]
    assert list(season.slots.values_list("premiere", flat=True)) == [True, True] + [False] * 4


def test_swapped_slots_trade_what_stands_in_them() -> None:
    season = filled_season()
    do(season, planning.swap_slots(one=slot_at(season, 3), other=slot_at(season, 5)))
    assert releases_of(season) == ["1 11-02", "2 11-02", "5 11-09", "4 11-16", "3 11-30", "6 12-07"]
    assert list(season.slots.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_reserve_is_pulled_forward_and_the_rest_moves_on() -> None:
    season = filled_season()
    reserve = episode(season.series, number=7)
    do(season, planning.pull_forward(season=season, reserve=reserve, into=slot_at(season, 4)))
    assert releases_of(season) == [
        "1 11-02",
        "2 11-02",
        "3 11-09",
        "7 11-16",
        "4 11-30",
        "5 12-07",
        "6 12-14",
    ]


def test_a_reserve_planned_elsewhere_comes_with_its_release() -> None:
    season = filled_season()
    reserve = episode(season.series, number=7)
    loose = scheduling.plan(
        subject=reserve, wall=datetime.fromisoformat("2091-02-01 09:00"), zone="UTC", by=editor()
    ).release
    do(season, planning.pull_forward(season=season, reserve=reserve, into=slot_at(season, 6)))
    assert releases_of(season)[5:] == ["7 12-07", "6 12-14"]
    loose.refresh_from_db()
    assert (loose.slot.position, loose.zone) == (6, "America/New_York")


def test_a_later_episode_is_pulled_forward_within_the_plan() -> None:
    season = filled_season()
    sixth = slot_at(season, 6).release.items.get().subject
    do(season, planning.pull_forward(season=season, reserve=sixth, into=slot_at(season, 3)))
    assert releases_of(season) == ["1 11-02", "2 11-02", "6 11-09", "3 11-16", "4 11-30", "5 12-07"]


def test_a_reserve_stands_in_and_what_stood_there_is_cancelled() -> None:
    season = filled_season()
    replaced = slot_at(season, 4).release
    reserve = episode(season.series, number=7)
    do(season, planning.stand_in(season=season, reserve=reserve, into=slot_at(season, 4)))
    assert releases_of(season) == ["1 11-02", "2 11-02", "3 11-09", "7 11-16", "5 11-30", "6 12-07"]
    replaced.refresh_from_db()
    assert (replaced.state, replaced.slot) == ("cancelled", None)


def test_planning_anew_with_fewer_slots_cancels_what_was_only_planned() -> None:
    season = filled_season()
    do(season, planning.to_rule(rule=rule(weekly_count=2)))
    assert releases_of(season) == ["1 11-02", "2 11-02", "3 11-09", "4 11-16"]
    assert Release.objects.filter(state="cancelled", slot=None).count() == 2


def test_planning_anew_with_more_slots_leaves_new_ones_empty() -> None:
    season = filled_season()
    do(season, planning.to_rule(rule=rule(weekly_count=6)))
    assert plan_of(season)[5:] == ["Episode 6 12-07", "Slot 7 12-14", "Slot 8 12-21"]


def test_applying_the_same_rule_again_changes_no_row() -> None:
    season = filled_season()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        done = do(season, planning.to_rule(rule=rule()))
    assert {change.kind for change in done.changes} == {"unchanged"}
    assert not [query for query in captured if 'UPDATE "series_slot"' in query["sql"]]
    assert not [query for query in captured if 'UPDATE "series_release"' in query["sql"]]


def test_what_is_scheduled_stays_scheduled_when_its_slot_moves() -> None:
    season = planned_season()
    release = put(ready_page(), slot_at(season, 4))
    scheduling.schedule(release_id=release.pk, by=editor())
    do(season, planning.move_slot(slot=slot_at(season, 4), wall=datetime.fromisoformat("2090-11-17 12:00")))
    release.refresh_from_db()
    assert (release.state, release.instant) == ("scheduled", utc("2090-11-17 17:00"))
    assert release.slot == slot_at(season, 4)


@pytest.mark.parametrize("state", ["scheduled", "held"])
def test_what_is_scheduled_or_held_never_loses_its_slot_by_a_plan(state: str) -> None:
    season = planned_season()
    release = put(ready_page(), slot_at(season, 6))
    scheduling.schedule(release_id=release.pk, by=editor())
    if state == "held":
        Release.objects.filter(pk=release.pk).update(state="held", hold_reason="The film is missing.")
    before = list(season.slots.values())
    with pytest.raises(cadence.Refused, match=rf"But it is {state}: take it off the schedule first\.$"):
        do(season, planning.to_rule(rule=rule(weekly_count=3)))
    assert list(season.slots.values()) == before


def test_a_gap_leaves_one_slot_to_decide_and_the_rest_applies() -> None:
    season = planned_season(
        premiere_count=0, weekly_count=3, first_date=date(2090, 3, 5), wall_clock=time(2, 30)
    )
    assert list(season.slots.values_list("state", "instant"))[1] == ("decide", None)
    assert [state for (state,) in season.slots.values_list("state")] == ["open", "decide", "open"]
    gap = planning.current(season)[1]
    do(season, planning.move_slot(slot=slot_at(season, 2), wall=gap.neighbours[1]))
    assert [state for (state,) in season.slots.values_list("state")] == ["open", "open", "open"]


def test_what_is_scheduled_is_not_moved_into_a_gap() -> None:
    season = planned_season(premiere_count=0, weekly_count=3, first_date=date(2090, 3, 5))
    release = put(ready_page(), slot_at(season, 2))
    scheduling.schedule(release_id=release.pk, by=editor())
    with pytest.raises(cadence.Refused, match="does not exist in America/New_York"):
        do(season, planning.shift_from(slot=slot_at(season, 1), wall_clock=time(2, 30)))


def test_what_is_published_never_moves() -> None:
    season = planned_season()
    publish(slot_at(season, 1))
    before = planning.current(season)[0]
    do(season, planning.shift_from(slot=slot_at(season, 1), weeks=1))
    do(season, planning.to_rule(rule=rule(premiere_count=0, first_date=date(2090, 12, 7), weekly_count=5)))
    assert planning.current(season)[0] == before
    with pytest.raises(cadence.Refused, match="is published or past and does not move"):
        do(season, planning.swap_slots(one=slot_at(season, 1), other=slot_at(season, 3)))
    with pytest.raises(cadence.Refused, match="is published or past and does not move"):
        do(
            season,
            planning.move_slot(slot=slot_at(season, 1), wall=datetime.fromisoformat("2090-12-24 09:00")),
        )


def test_an_empty_slot_that_is_past_does_not_move_and_a_held_episode_does() -> None:
    season = planned_season()
    past = (database_now() - timedelta(days=2)).replace(microsecond=0)
    season.slots.filter(position__lte=2).update(instant=past, wall=f"{past:%Y-%m-%dT%H:%M:%S}", zone="UTC")
    Release.objects.create(
        kind="publish", state="held", hold_reason="No film.", instant=past, slot=slot_at(season, 2)
    )
    assert [slot.fixed for slot in planning.current(season)] == [True, False, False, False, False, False]


def test_T15_a_season_that_starts_in_the_past_is_refused() -> None:
    season = planned_season()
    with pytest.raises(
        cadence.Refused, match=r"Slot 1 would be on Thu 6 Nov 2025 .* is past\. Choose a later"
    ):
        do(season, planning.to_rule(rule=rule(first_date=date(2025, 11, 6))))


def test_T15_nothing_is_moved_into_the_past() -> None:
    season = planned_season()
    with pytest.raises(cadence.Refused, match="which is past"):
        do(
            season,
            planning.move_slot(slot=slot_at(season, 3), wall=datetime.fromisoformat("2025-11-06 09:00")),
        )


def test_a_plan_that_changed_since_the_preview_is_not_touched() -> None:
    season = filled_season()
    edit = planning.skip_date(season=season, on=date(2090, 11, 9))
    shown = planning.preview(season=season, edit=edit)
    do(season, planning.swap_slots(one=slot_at(season, 5), other=slot_at(season, 6)))
    with pytest.raises(planning.PlanChanged, match="Look at it again"):
        planning.apply(season_id=season.pk, edit=edit, by=editor(), seen=shown.seen)


def test_a_release_moved_by_itself_leaves_its_slot_empty() -> None:
    season = filled_season()
    release = slot_at(season, 4).release
    wall = datetime.fromisoformat("2090-11-18 09:00")
    scheduling.reschedule(release_id=release.pk, wall=wall, zone="America/New_York", by=editor())
    assert plan_of(season)[3] == "Slot 4 11-16"


def test_the_history_says_who_changed_the_plan_and_why() -> None:
    season = filled_season()
    do(season, planning.skip_date(season=season, on=date(2090, 11, 9)), reason="Election week")
    event = slot_at(season, 3).events.order_by("-pgh_id").first()
    kept = event.pgh_context.metadata
    assert (kept["user"], kept["plan"], kept["reason"]) == (editor().pk, "skip", "Election week")


def test_after_a_change_of_law_a_realignment_is_shown_and_applied() -> None:
    season = filled_season()
    moved = utc("2090-11-09 15:00")
    Slot.objects.filter(season=season, position=3).update(instant=moved)
    Release.objects.filter(slot__season=season, slot__position=3).update(instant=moved)
    assert planning.current(season)[2].instant == moved
    done = do(season, planning.realign_all())
    assert [change.kind for change in done.changes].count("moved") == 1
    assert releases_of(season) == AS_PLANNED


def test_a_slot_to_decide_about_stays_so_until_a_person_decides_even_if_its_gap_is_gone() -> None:
    season = planned_season()
    season.slots.filter(position=4).update(instant=None, state="decide")
    do(season, planning.swap_slots(one=slot_at(season, 5), other=slot_at(season, 6)))
    assert slot_at(season, 4).state == "decide"
    done = do(season, planning.realign_all())
    assert [change.sentence for change in done.changes if change.kind == "moved"] == [
        "Slot 4 moves from Thu 16 Nov 09:00 in America/New_York to Thu 16 Nov 09:00 EST."
    ]
    assert slot_at(season, 4).instant == utc("2090-11-16 14:00")


@pytest.mark.parametrize("weekly", [1, 7])
def test_reading_a_plan_costs_the_same_for_any_length(weekly: int, django_assert_num_queries) -> None:
    season = planned_season(weekly_count=weekly)
    for number, slot in enumerate(season.slots.all(), start=1):
        put(episode(season.series, number=number), slot)
    with django_assert_num_queries(2):
        planning.current(season)


def test_a_new_season_is_read_without_a_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert planning.current(Season()) == []
