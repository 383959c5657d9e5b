from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from series.cadence import Refused, Rule, planned_slots, unused_skip_dates
from tests.series.cadence.plans import THANKSGIVING, naive, rule


def walls(planned: Rule) -> list[str]:
    return [f"{slot.wall:%m-%d %H:%M}" for slot in planned_slots(planned)]


def test_two_at_the_premiere_then_one_a_week_four_more_not_on_thanksgiving() -> None:
    assert walls(rule()) == [
        "11-05 09:00",
        "11-05 09:00",
        "11-12 09:00",
        "11-19 09:00",
        "12-03 09:00",
        "12-10 09:00",
    ]
    slots = planned_slots(rule())
    assert [slot.premiere for slot in slots] == [True, True, False, False, False, False]
    assert [slot.index for slot in slots] == [0, 1, 2, 3, 4, 5]
    assert {slot.state for slot in slots} == {"open"}


def test_the_slots_of_a_premiere_share_one_instant_and_the_others_rise() -> None:
    instants = [slot.instant for slot in planned_slots(rule(premiere_count=3))]
    assert instants[0] == instants[1] == instants[2] == datetime(2026, 11, 5, 14, tzinfo=UTC)
    assert instants[2:] == sorted(set(instants[2:]))


def test_T5_weekly_slots_keep_wall_time_across_clock_change() -> None:
    slots = planned_slots(
        rule(premiere_count=0, weekly_count=6, first_date=date(2026, 3, 5), zone="Europe/London")
    )
    assert [f"{slot.wall:%a %H:%M}" for slot in slots] == ["Thu 09:00"] * 6
    instants = [slot.instant for slot in slots]
    gaps = [later - earlier for earlier, later in pairwise(instants)]
    assert sorted(gap / timedelta(hours=1) for gap in gaps) == [167, 168, 168, 168, 168]


def test_T2_a_weekly_slot_on_the_fold_takes_the_first_and_says_so() -> None:
    weekly = rule(
        premiere_count=0,
        weekly_count=3,
        first_date=date(2026, 10, 25),
        wall_clock=time(1, 30),
        skip_dates=frozenset(),
    )
    slots = planned_slots(weekly)
    assert [slot.kind for slot in slots] == ["plain", "first_of_two", "plain"]
    assert slots[1].instant == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert slots[1].label == "Sun 1 Nov 2026 01:30 EDT (the first of two)"


def test_a_gap_in_a_plan_is_marked_to_decide_and_the_rest_stands() -> None:
    weekly = rule(premiere_count=0, weekly_count=3, first_date=date(2026, 3, 1), wall_clock=time(2, 30))
    before, gap, after = planned_slots(weekly)
    assert [before.state, gap.state, after.state] == ["open", "decide", "open"]
    assert gap.instant is None
    assert gap.wall == naive("2026-03-08 02:30")
    assert gap.neighbours == (naive("2026-03-08 01:59"), naive("2026-03-08 03:00"))


def test_a_whole_missing_day_is_marked_to_decide() -> None:
    weekly = rule(premiere_count=0, weekly_count=3, first_date=date(2011, 12, 23), zone="Pacific/Apia")
    assert [slot.state for slot in planned_slots(weekly)] == ["open", "decide", "open"]


def test_a_left_out_date_moves_the_rest_by_one_step_of_the_rhythm() -> None:
    fortnightly = rule(weekly_count=2, interval_weeks=2, first_date=date(2026, 11, 12))
    assert walls(fortnightly) == ["11-12 09:00", "11-12 09:00", "12-10 09:00", "12-24 09:00"]


def test_left_out_dates_in_a_row_are_all_left_out() -> None:
    off = frozenset({date(2026, 11, 12), date(2026, 11, 19), THANKSGIVING})
    assert walls(rule(weekly_count=1, skip_dates=off)) == ["11-05 09:00", "11-05 09:00", "12-03 09:00"]


def test_left_out_dates_that_meet_no_slot_are_reported() -> None:
    wrong_weekday, after_the_end = date(2026, 11, 27), date(2027, 1, 7)
    asked = rule(skip_dates=frozenset({THANKSGIVING, wrong_weekday, after_the_end}))
    assert unused_skip_dates(asked) == [wrong_weekday, after_the_end]
    assert unused_skip_dates(rule()) == []


def test_the_weekly_episodes_may_start_on_another_weekday_than_the_premiere() -> None:
    mixed = rule(first_date=date(2026, 11, 2), weekly_start_days=3, weekly_count=2)
    assert walls(mixed) == ["11-02 09:00", "11-02 09:00", "11-05 09:00", "11-12 09:00"]


def test_without_a_premiere_the_first_weekly_slot_is_on_the_first_date() -> None:
    assert walls(rule(premiere_count=0, weekly_count=2)) == ["11-05 09:00", "11-12 09:00"]


def test_a_premiere_alone_is_a_season() -> None:
    assert walls(rule(premiere_count=2, weekly_count=0)) == ["11-05 09:00", "11-05 09:00"]


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"premiere_count": 0, "weekly_count": 0}, "A season of 0 episodes cannot be planned"),
        ({"weekly_count": 9998}, "at most 520 episodes, not 10000"),
        ({"premiere_count": -1}, "cannot be negative"),
        ({"interval_weeks": 0}, "1 to 26 weeks, not 0"),
        ({"interval_weeks": 27}, "1 to 26 weeks, not 27"),
        ({"weekly_start_days": 0}, "1 to 182 days after the premiere, not 0"),
        ({"first_date": date(1969, 12, 31)}, "Wed 31 Dec 1969 is out of reach"),
        ({"first_date": date(2101, 1, 1)}, "in the years 1970 to 2100"),
        ({"first_date": THANKSGIVING}, "Thu 26 Nov 2026, a date to leave out"),
        ({"wall_clock": time(9, tzinfo=UTC)}, "its zone stands beside it"),
        ({"wall_clock": time(9, 0, 0, 5)}, "whole seconds"),
        ({"zone": "America/Nowhere"}, "There is no time zone named"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(changes: dict[str, object], part: str) -> None:
    with pytest.raises(Refused, match=part):
        rule(**changes)


def test_the_bounds_themselves_are_allowed() -> None:
    assert len(planned_slots(rule(premiere_count=1, weekly_count=519))) == 520
    assert planned_slots(rule(interval_weeks=26))[-1].wall.year == 2028
    assert planned_slots(rule(first_date=date(2100, 11, 4)))[-1].wall.year == 2100


def test_a_season_that_runs_past_the_last_year_is_refused() -> None:
    long = rule(weekly_count=500, interval_weeks=26)
    with pytest.raises(Refused, match="is out of reach"):
        planned_slots(long)
