from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from series.cadence import (
    Refused,
    WallTimeGap,
    move,
    pull_forward,
    realign,
    replan,
    shift,
    stand_in,
    swap,
)
from tests.series.cadence.plans import dates, naive, rule, season, utc


def test_one_slot_moves_to_a_chosen_wall_time() -> None:
    plan = move(season(), key="e4", wall=naive("2026-11-20 12:00"))
    assert plan[3].wall == naive("2026-11-20 12:00")
    assert plan[3].instant == utc("2026-11-20 17:00")
    assert [slot for slot in plan if slot.key != "e4"] == [slot for slot in season() if slot.key != "e4"]


def test_moving_to_a_wall_time_in_a_gap_is_refused_with_its_neighbours() -> None:
    with pytest.raises(WallTimeGap) as gap:
        move(season(), key="e4", wall=naive("2027-03-14 02:30"))
    assert (gap.value.before, gap.value.after) == (naive("2027-03-14 01:59"), naive("2027-03-14 03:00"))


def test_a_gap_in_a_plan_is_decided_by_moving_that_slot() -> None:
    plan = season(premiere_count=0, weekly_count=3, first_date=date(2026, 3, 1), wall_clock=time(2, 30))
    decided = move(plan, key="e2", wall=plan[1].neighbours[1])
    assert [slot.state for slot in decided] == ["open", "open", "open"]
    assert decided[1].neighbours is None


def test_moving_onto_a_taken_instant_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 and Episode 4 would both be on Thu 12 Nov"):
        move(season(), key="e4", wall=naive("2026-11-12 09:00"))


def test_only_premiere_slots_may_share_the_premiere() -> None:
    apart = move(season(), key="e2", wall=naive("2026-11-06 09:00"))
    assert move(apart, key="e2", wall=naive("2026-11-05 09:00")) == season()
    with pytest.raises(Refused, match="would both be on Thu 5 Nov 2026 09:00 EST"):
        move(season(), key="e3", wall=naive("2026-11-05 09:00"))


@pytest.mark.parametrize(
    "act",
    [
        lambda plan: move(plan, key="e1", wall=naive("2026-12-30 09:00")),
        lambda plan: swap(plan, a="e1", b="e5"),
        lambda plan: swap(plan, a="e5", b="e1"),
        lambda plan: pull_forward(plan, reserve="r", name="Reserve", into="e1"),
        lambda plan: pull_forward(plan, reserve="e1", name="Episode 1", into="e5"),
        lambda plan: stand_in(plan, reserve="r", name="Reserve", into="e1"),
    ],
)
def test_an_act_aimed_at_what_is_published_is_refused(act) -> None:
    with pytest.raises(Refused, match="Episode 1 on Thu 5 Nov 2026 09:00 EST is published or past"):
        act(season(published=2))


@pytest.mark.parametrize(
    "act",
    [
        lambda plan: move(plan, key="gone", wall=naive("2026-12-30 09:00")),
        lambda plan: swap(plan, a="e3", b="gone"),
        lambda plan: pull_forward(plan, reserve="r", name="Reserve", into="gone"),
        lambda plan: stand_in(plan, reserve="r", name="Reserve", into="gone"),
    ],
)
def test_what_is_not_in_the_plan_is_refused(act) -> None:
    with pytest.raises(Refused, match="The plan has no slot “gone”"):
        act(season())


def test_a_shift_moves_all_from_there_on_by_weeks_and_days() -> None:
    plan = shift(season(), from_index=3, weeks=1, days=1)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "e4 11-27", "e5 12-11", "e6 12-18"]


def test_T5_a_shift_across_a_clock_change_keeps_the_wall_time() -> None:
    before = season(first_date=date(2026, 10, 8), skip_dates=frozenset())
    after = shift(before, from_index=0, weeks=4)
    assert {slot.wall.time() for slot in after} == {time(9)}
    assert after[0].instant - before[0].instant == timedelta(weeks=4, hours=1)


def test_a_shift_to_another_clock_keeps_the_dates() -> None:
    plan = shift(season(), from_index=2, wall_clock=time(18, 30))
    assert dates(plan) == dates(season())
    assert [f"{slot.wall:%H:%M}" for slot in plan] == ["09:00", "09:00"] + ["18:30"] * 4


def test_a_shift_into_a_gap_leaves_that_slot_to_decide_and_moves_the_rest() -> None:
    plan = season(premiere_count=0, weekly_count=3, first_date=date(2026, 3, 1))
    shifted = shift(plan, from_index=0, wall_clock=time(2, 30))
    assert [slot.state for slot in shifted] == ["open", "decide", "open"]


def test_what_is_published_stays_in_a_shift_over_it() -> None:
    plan = shift(season(published=3), from_index=0, weeks=1)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "e4 11-26", "e5 12-10", "e6 12-17"]


def test_a_shift_that_overtakes_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 4 would come before Episode 3"):
        shift(season(), from_index=3, weeks=-2)


def test_a_shift_onto_a_taken_instant_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 and Episode 4 would both be on Thu 12 Nov 2026 09:00 EST"):
        shift(season(), from_index=3, weeks=-1)


def test_a_shift_of_nothing_that_can_move_is_refused() -> None:
    with pytest.raises(Refused, match="none at place 7"):
        shift(season(), from_index=6, weeks=1)
    with pytest.raises(Refused, match="published or past and does not move"):
        shift(season(published=6), from_index=0, weeks=1)


def test_a_shift_out_of_the_years_in_reach_is_refused() -> None:
    with pytest.raises(Refused, match="choose a year from 1970 to 2100"):
        shift(season(), from_index=2, weeks=52 * 80)


def test_swapping_trades_what_stands_there_and_leaves_the_instants() -> None:
    plan = swap(season(), a="e3", b="e5")
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e5 11-12", "e4 11-19", "e3 12-03", "e6 12-10"]
    assert [slot.instant for slot in plan] == [slot.instant for slot in season()]
    assert swap(plan, a="e3", b="e5") == season()


def test_swapping_into_the_premiere_makes_it_part_of_the_premiere() -> None:
    plan = swap(season(), a="e2", b="e6")
    assert dates(plan)[:2] == ["e1 11-05", "e6 11-05"]
    assert [slot.key for slot in plan if slot.premiere] == ["e1", "e6"]


def test_swapping_something_with_itself_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 cannot be swapped with itself"):
        swap(season(), a="e3", b="e3")


def test_a_reserve_pulled_forward_moves_the_rest_on_and_adds_a_slot() -> None:
    plan = pull_forward(season(published=3), reserve="r", name="Reserve", into="e4")
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "r 11-19", "e4 12-03", "e5 12-10", "e6 12-17"]
    assert next(slot for slot in plan if slot.key == "r").name == "Reserve"


def test_a_later_episode_pulled_forward_moves_only_those_between() -> None:
    plan = pull_forward(season(), reserve="e6", name="Episode 6", into="e4")
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "e6 11-19", "e4 12-03", "e5 12-10"]
    assert [slot.instant for slot in plan] == [slot.instant for slot in season()]


def test_pulling_forward_what_comes_earlier_anyway_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 is already on Thu 12 Nov 2026 09:00 EST"):
        pull_forward(season(), reserve="e3", name="Episode 3", into="e5")


def test_a_reserve_stands_in_and_nothing_else_moves() -> None:
    plan = stand_in(season(), reserve="r", name="Reserve", into="e4")
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "r 11-19", "e5 12-03", "e6 12-10"]


def test_standing_in_with_what_is_in_the_plan_already_is_refused() -> None:
    with pytest.raises(Refused, match="would stand in the plan twice"):
        stand_in(season(), reserve="e6", name="Episode 6", into="e4")


def test_replanning_gives_what_can_move_the_slots_of_the_new_rule() -> None:
    rest = rule(premiere_count=0, weekly_count=4, first_date=date(2026, 11, 16), wall_clock=time(12))
    plan = replan(season(published=2), rule=rest)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-16", "e4 11-23", "e5 11-30", "e6 12-07"]


def test_replanning_with_more_slots_leaves_new_ones_empty_and_with_fewer_drops_the_last() -> None:
    more = replan(
        season(published=2), rule=rule(premiere_count=0, weekly_count=5, first_date=date(2026, 12, 3))
    )
    assert [slot.key for slot in more] == ["e1", "e2", "e3", "e4", "e5", "e6", "new-7"]
    fewer = replan(
        season(published=2), rule=rule(premiere_count=0, weekly_count=2, first_date=date(2026, 12, 3))
    )
    assert [slot.key for slot in fewer] == ["e1", "e2", "e3", "e4"]


def test_replanning_twice_never_gives_two_slots_one_key() -> None:
    longer = rule(premiere_count=0, weekly_count=7, first_date=date(2026, 12, 3))
    once = replan(season(), rule=longer)
    again = replan([slot for slot in once if slot.key != "e2"], rule=longer)
    assert len({slot.key for slot in again}) == 7


def test_replanning_before_what_is_published_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 on Thu 12 Nov 2026 09:00 EST does not move"):
        replan(season(published=3), rule=rule(premiere_count=0, first_date=date(2026, 11, 12)))


def test_stored_instants_stay_until_they_are_realigned() -> None:
    drifted = [replace(slot, instant=slot.instant + timedelta(hours=1)) for slot in season(published=2)]
    assert swap(drifted, a="e3", b="e5")[2].instant == drifted[2].instant
    plan = realign(drifted)
    assert [slot.instant for slot in plan[:2]] == [slot.instant for slot in drifted[:2]]
    assert plan[2:] == season()[2:]


def test_an_edit_leaves_the_old_plan_alone() -> None:
    plan = season()
    swap(plan, a="e3", b="e5")
    shift(plan, from_index=0, weeks=1)
    assert plan == season()
