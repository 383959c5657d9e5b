from dataclasses import replace
from datetime import date, time

from series.cadence import Slot, diff, lay, move, replan, shift, stand_in
from series.cadence.plan import at_place
from tests.series.cadence.plans import naive, rule, season


def sentences(old: list[Slot], new: list[Slot]) -> list[tuple[str, str]]:
    return [(change.kind, change.sentence) for change in diff(old, new) if change.kind != "unchanged"]


def test_a_move_says_from_when_to_when() -> None:
    plan = season(skip_dates=frozenset())
    assert sentences(plan, move(plan, key="e3", wall=naive("2026-12-10 09:00"))) == [
        ("moved", "Episode 3 moves from Thu 12 Nov 09:00 EST to Thu 10 Dec 09:00 EST.")
    ]


def test_a_move_into_another_year_names_the_years() -> None:
    assert sentences(season(), move(season(), key="e6", wall=naive("2027-01-07 09:00"))) == [
        ("moved", "Episode 6 moves from Thu 10 Dec 2026 09:00 EST to Thu 7 Jan 2027 09:00 EST.")
    ]


def test_T5_a_move_across_a_clock_change_names_both_offsets() -> None:
    plan = season(first_date=date(2026, 10, 29))
    assert sentences(plan, shift(plan, from_index=0, weeks=1))[0] == (
        "moved",
        "Episode 1 moves from Thu 29 Oct 09:00 EDT to Thu 5 Nov 09:00 EST.",
    )


def test_T2_a_move_onto_a_fold_says_it_is_the_first_of_two() -> None:
    assert sentences(season(), move(season(), key="e1", wall=naive("2026-11-01 01:30"))) == [
        ("moved", "Episode 1 moves from Thu 5 Nov 09:00 EST to Sun 1 Nov 01:30 EDT (the first of two).")
    ]


def test_what_comes_and_what_leaves_are_said_the_leaving_last() -> None:
    assert sentences(season(), stand_in(season(), reserve="r", name="Reserve", into="e4")) == [
        ("added", "Reserve gets Thu 19 Nov 2026 09:00 EST."),
        ("removed", "Episode 4 loses its slot on Thu 19 Nov 2026 09:00 EST."),
    ]


def test_a_new_season_is_all_additions() -> None:
    assert [change.kind for change in diff([], season())] == ["added"] * 6


def test_what_stays_is_unchanged() -> None:
    changes = diff(season(), season())
    assert [change.kind for change in changes] == ["unchanged"] * 6
    assert changes[2].sentence == "Episode 3 stays on Thu 12 Nov 2026 09:00 EST."
    assert (changes[2].before, changes[2].after) == (season()[2], season()[2])


def test_a_slot_without_an_instant_waits_for_a_decision_old_or_new() -> None:
    early = rule(premiere_count=0, weekly_count=6, first_date=date(2027, 3, 7), wall_clock=time(2, 30))
    plan = replan(season(published=0), rule=early)
    said = "Episode 2 waits for a decision: Sun 14 Mar 2027 02:30 does not exist in America/New_York."
    assert sentences(season(), plan)[1] == ("decide", f"{said} Choose 01:59 or 03:00.")
    assert sentences(plan, plan) == [("decide", f"{said} Choose 01:59 or 03:00.")]


def test_a_decision_over_a_missing_day_names_the_dates() -> None:
    slot = at_place(season()[0], lay(naive("2011-12-30 09:00"), "Pacific/Apia"))
    (_kind, sentence) = sentences([], [slot])[0]
    assert sentence.endswith("Choose Thu 29 Dec 2011 23:59 or Sat 31 Dec 2011 00:00.")


def test_deciding_says_from_the_missing_time_to_the_chosen_one() -> None:
    slot = at_place(season()[0], lay(naive("2027-03-14 02:30"), "America/New_York"))
    chosen = at_place(slot, lay(naive("2027-03-14 03:00"), "America/New_York"))
    assert sentences([slot], [chosen]) == [
        (
            "moved",
            "Episode 1 moves from Sun 14 Mar 02:30 in America/New_York to Sun 14 Mar 03:00 EDT.",
        )
    ]


def test_another_zone_at_the_same_instant_is_said_to_be_only_written_anew() -> None:
    slot = season()[0]
    london = at_place(slot, lay(naive("2026-11-05 14:00"), "Europe/London"))
    assert sentences([slot], [london]) == [
        ("moved", "Episode 1 stays at its instant, now written Thu 5 Nov 2026 14:00 GMT.")
    ]


def test_a_change_of_name_alone_moves_nothing() -> None:
    slot = season()[0]
    assert [change.kind for change in diff([slot], [replace(slot, name="Something else")])] == ["unchanged"]
