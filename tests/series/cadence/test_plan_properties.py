"""Whatever is asked of whatever season, in whatever order: what must hold of every plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from series.cadence import (
    Refused,
    Rule,
    Slot,
    diff,
    move,
    new_slots,
    pause,
    planned_slots,
    pull_forward,
    realign,
    replan,
    resume,
    shift,
    skip,
    stand_in,
    swap,
    zone,
    zone_names,
)

type Edit = Callable[[list[Slot]], list[Slot]]

patient = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
weeks = st.integers(-6, 12)
keys = st.sampled_from([f"new-{number}" for number in range(1, 10)])


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    first = draw(days)
    off = draw(st.frozensets(st.integers(1, 20), max_size=4))
    return Rule(
        premiere_count=draw(st.integers(0, 3)),
        weekly_count=draw(st.integers(1, 8)),
        first_date=first,
        wall_clock=draw(clocks),
        zone=draw(st.sampled_from(zone_names())),
        interval_weeks=draw(st.integers(1, 3)),
        skip_dates=frozenset(first + timedelta(weeks=number) for number in off),
    )


@st.composite
def seasons(draw: st.DrawFn) -> list[Slot]:
    slots = new_slots(planned_slots(draw(rules())))
    published = draw(st.integers(0, len(slots) - 1))
    return [
        replace(slot, fixed=index < published and slot.instant is not None)
        for index, slot in enumerate(slots)
    ]


def near(slots: list[Slot], *, day: int) -> date:
    return slots[0].wall.date() + timedelta(days=day)


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda d: lambda s: skip(s, on=near(s, day=d)), st.integers(0, 90)),
    st.builds(lambda d, w: lambda s: pause(s, from_date=near(s, day=d), weeks=w), st.integers(0, 90), weeks),
    st.builds(lambda d: lambda s: resume(s, on=near(s, day=d)), st.integers(0, 90)),
    st.builds(
        lambda i, w, d: lambda s: shift(s, from_index=i, weeks=w, days=d), st.integers(0, 9), weeks, weeks
    ),
    st.builds(lambda i, c: lambda s: shift(s, from_index=i, wall_clock=c), st.integers(0, 9), clocks),
    st.builds(lambda a, b: lambda s: swap(s, a=a, b=b), keys, keys),
    st.builds(lambda r, k: lambda s: pull_forward(s, reserve=r, name="Reserve", into=k), keys, keys),
    st.builds(lambda k: lambda s: pull_forward(s, reserve="reserve", name="Reserve", into=k), keys),
    st.builds(lambda k: lambda s: stand_in(s, reserve="stand-in", name="Stand-in", into=k), keys),
    st.builds(
        lambda k, d, c: lambda s: move(s, key=k, wall=datetime.combine(near(s, day=d), c)),
        keys,
        st.integers(0, 90),
        clocks,
    ),
    st.builds(lambda r: lambda s: replan(s, rule=r), rules()),
    st.just(realign),
)


def after(slots: list[Slot], acts: list[Edit]) -> list[Slot]:
    said = []
    for act in acts:
        try:
            slots = act(slots)
        except Refused as refusal:
            said.append(str(refusal))
    assert all(sentence.endswith(".") for sentence in said)
    return slots


def check(slots: list[Slot]) -> None:
    assert len({slot.key for slot in slots}) == len(slots)
    for slot in slots:
        if slot.instant is None:
            assert slot.state == "decide"
            assert slot.neighbours is not None
        else:
            assert slot.instant.utcoffset() == timedelta()
            assert slot.instant.astimezone(zone(slot.zone)).replace(tzinfo=None) == slot.wall
    for earlier, later in pairwise(slot for slot in slots if slot.instant):
        together = (earlier.premiere and later.premiere) or (earlier.fixed and later.fixed)
        assert earlier.instant < later.instant or (earlier.instant == later.instant and together)


@patient
@given(seasons(), st.lists(edits, max_size=6))
def test_no_edits_ever_put_two_on_one_instant_or_tear_instant_and_wall_time_apart(
    plan: list[Slot], acts: list[Edit]
) -> None:
    check(after(plan, acts))


@patient
@given(seasons(), st.lists(edits, max_size=6))
def test_what_is_published_never_moves_whatever_is_asked(plan: list[Slot], acts: list[Edit]) -> None:
    fixed = [slot for slot in plan if slot.fixed]
    assert [slot for slot in after(plan, acts) if slot.fixed] == fixed


@patient
@given(seasons(), st.lists(edits, max_size=4))
def test_a_diff_tells_the_whole_difference(plan: list[Slot], acts: list[Edit]) -> None:
    new = after(plan, acts)
    changes = diff(plan, new)
    assert [change.after for change in changes if change.after] == new
    assert {change.key for change in changes if change.before} == {slot.key for slot in plan}
    for change in changes:
        if change.kind == "unchanged":
            assert change.before.instant == change.after.instant
            assert change.before.wall == change.after.wall
        assert change.sentence.endswith(".")


@patient
@given(rules(), st.data())
def test_a_pause_is_undone_by_resuming_on_its_first_day(rule: Rule, data: st.DataObject) -> None:
    plan = new_slots(planned_slots(rule))
    begun = data.draw(st.sampled_from(plan)).wall.date()
    kept = {"interval_weeks": rule.interval_weeks, "leave_out": rule.skip_dates}
    paused = pause(plan, from_date=begun, weeks=data.draw(st.integers(1, 12)), **kept)
    assert not [slot for slot in paused if slot.wall.date() == begun]
    assert resume(paused, on=begun, **kept) == plan


@patient
@given(seasons(), keys, keys)
def test_a_swap_is_undone_by_swapping_again_and_moves_no_instant(plan: list[Slot], a: str, b: str) -> None:
    try:
        swapped = swap(plan, a=a, b=b)
    except Refused:
        return
    assert [slot.order for slot in swapped] == [slot.order for slot in plan]
    assert {slot.key: slot for slot in swap(swapped, a=a, b=b)} == {slot.key: slot for slot in plan}


@patient
@given(st.sampled_from(zone_names()), st.datetimes(), weeks)
def test_any_time_of_any_year_resolves_or_is_refused_with_a_sentence(
    name: str, wall: datetime, by: int
) -> None:
    slot = Slot(key="a", name="A", wall=wall, zone=name, instant=datetime(2026, 1, 1, tzinfo=UTC))
    whole = wall.replace(microsecond=0)
    plan = after([slot], [lambda plan: move(plan, key="a", wall=whole)])
    assert plan == [slot] or plan[0].wall == whole
    after(plan, [lambda plan: shift(plan, from_index=0, weeks=by)])
