from datetime import date

import pytest

from series.cadence import Refused, pause, resume, skip
from tests.series.cadence.plans import THANKSGIVING, dates, season

OFF = frozenset({THANKSGIVING})


def test_skipping_a_date_moves_the_rest_to_the_next_slots_and_adds_one_at_the_end() -> None:
    plan = skip(season(), on=date(2026, 11, 12), leave_out=OFF)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-19", "e4 12-03", "e5 12-10", "e6 12-17"]


def test_the_new_slot_at_the_end_avoids_left_out_dates() -> None:
    plan = skip(season(), on=date(2026, 11, 12), leave_out=OFF | {date(2026, 12, 17)})
    assert dates(plan)[-1] == "e6 12-24"


def test_a_skipped_premiere_moves_as_one() -> None:
    plan = skip(season(), on=date(2026, 11, 5), leave_out=OFF)
    assert dates(plan) == ["e1 11-12", "e2 11-12", "e3 11-19", "e4 12-03", "e5 12-10", "e6 12-17"]
    assert plan[0].instant == plan[1].instant
    assert [slot.premiere for slot in plan] == [True, True, False, False, False, False]


def test_the_last_date_can_be_skipped() -> None:
    assert dates(skip(season(), on=date(2026, 12, 10)))[-1] == "e6 12-17"


def test_skipping_a_date_without_a_slot_is_refused() -> None:
    with pytest.raises(Refused, match="No slot is on Thu 26 Nov 2026"):
        skip(season(), on=THANKSGIVING)


def test_skipping_what_is_published_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 1 on Thu 5 Nov 2026 09:00 EST is published or past"):
        skip(season(published=2), on=date(2026, 11, 5))


def test_a_pause_leaves_its_weeks_empty() -> None:
    plan = pause(season(), from_date=date(2026, 11, 12), weeks=2, leave_out=OFF)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 12-03", "e4 12-10", "e5 12-17", "e6 12-24"]


def test_a_pause_may_begin_between_two_slots() -> None:
    plan = pause(season(), from_date=date(2026, 11, 14), weeks=1, leave_out=OFF)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "e4 12-03", "e5 12-10", "e6 12-17"]


def test_a_pause_longer_than_the_season_starts_again_after_it() -> None:
    plan = pause(season(), from_date=date(2026, 11, 5), weeks=8)
    assert dates(plan) == ["e1 12-31", "e2 12-31", "e3 01-07", "e4 01-14", "e5 01-21", "e6 01-28"]


def test_a_fortnightly_series_keeps_its_rhythm_through_a_pause() -> None:
    fortnightly = season(interval_weeks=2, weekly_count=2, skip_dates=frozenset())
    plan = pause(fortnightly, from_date=date(2026, 11, 19), weeks=1, interval_weeks=2)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 12-03", "e4 12-17"]


def test_what_is_published_stays_through_a_pause_around_it() -> None:
    plan = pause(season(published=3), from_date=date(2026, 11, 5), weeks=3, leave_out=OFF)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 11-12", "e4 12-03", "e5 12-10", "e6 12-17"]


def test_a_pause_that_moves_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="No movable slot lies from Fri 20 Nov 2026 to Thu 26 Nov 2026"):
        pause(season(), from_date=date(2026, 11, 20), weeks=1)
    with pytest.raises(Refused, match="nothing would pause"):
        pause(season(published=6), from_date=date(2026, 11, 5), weeks=10)


@pytest.mark.parametrize("weeks", [-1, 0, 105])
def test_a_pause_of_no_sensible_length_is_refused(weeks: int) -> None:
    with pytest.raises(Refused, match="A pause lasts 1 to 104 weeks"):
        pause(season(), from_date=date(2026, 11, 12), weeks=weeks)


def test_resuming_on_the_day_a_pause_began_restores_the_plan() -> None:
    begun = date(2026, 11, 12)
    paused = pause(season(), from_date=begun, weeks=3, leave_out=OFF)
    assert resume(paused, on=begun, leave_out=OFF) == season()


def test_resuming_halfway_takes_back_what_is_left_of_the_pause() -> None:
    paused = pause(season(), from_date=date(2026, 11, 12), weeks=4, leave_out=OFF)
    plan = resume(paused, on=date(2026, 11, 23), leave_out=OFF)
    assert dates(plan) == ["e1 11-05", "e2 11-05", "e3 12-03", "e4 12-10", "e5 12-17", "e6 12-24"]


def test_a_paused_premiere_resumes_as_one() -> None:
    paused = pause(season(), from_date=date(2026, 11, 5), weeks=2, leave_out=OFF)
    assert resume(paused, on=date(2026, 11, 5), leave_out=OFF) == season()


def test_resuming_what_is_not_paused_is_refused() -> None:
    with pytest.raises(Refused, match="Episode 3 already comes as early as it can from Thu 12 Nov 2026 on"):
        resume(season(), on=date(2026, 11, 12))
    with pytest.raises(Refused, match="nothing to resume"):
        resume(season(published=6), on=date(2026, 11, 12))


def test_a_rhythm_of_no_weeks_is_refused() -> None:
    with pytest.raises(Refused, match="1 to 26 weeks, not 0"):
        skip(season(), on=date(2026, 11, 12), interval_weeks=0)
