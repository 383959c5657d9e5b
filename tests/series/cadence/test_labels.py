import locale
from datetime import UTC, datetime

import pytest

from series.cadence import moment_label, offset_label, wall_label
from tests.series.cadence.plans import naive

NOVEMBER = datetime(2026, 11, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("America/New_York", "09:00 EST (UTC−5)"),
        ("Europe/London", "14:00 GMT (UTC+0)"),
        ("Asia/Kathmandu", "19:45 (UTC+5:45)"),
        ("Pacific/Kiritimati", "04:00 (UTC+14)"),
        ("America/St_Johns", "10:30 NST (UTC−3:30)"),
        ("UTC", "14:00 UTC"),
    ],
)
def test_every_time_shown_names_its_zone(zone: str, label: str) -> None:
    assert offset_label(NOVEMBER, zone) == label


def test_T2_the_two_halves_of_a_fold_are_told_apart() -> None:
    first, second = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert offset_label(first, "America/New_York") == "01:30 EDT (UTC−4)"
    assert offset_label(second, "America/New_York") == "01:30 EST (UTC−5)"


def test_a_moment_is_a_day_and_a_time_with_its_zone() -> None:
    assert moment_label(NOVEMBER, "America/New_York") == "Thu 5 Nov 2026 09:00 EST"
    assert moment_label(NOVEMBER, "America/New_York", year=False) == "Thu 5 Nov 09:00 EST"
    assert moment_label(NOVEMBER, "Pacific/Kiritimati") == "Fri 6 Nov 2026 04:00 (UTC+14)"


def test_seconds_are_shown_only_where_there_are_any() -> None:
    assert wall_label(naive("2026-11-05 09:00")) == "Thu 5 Nov 2026 09:00"
    assert wall_label(naive("2026-11-05 09:00:07")) == "Thu 5 Nov 2026 09:00:07"


def test_labels_do_not_follow_the_locale_of_the_process() -> None:
    kept = locale.setlocale(locale.LC_TIME)
    try:
        for name in ("de_DE.UTF-8", "C.UTF-8", "C"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert wall_label(naive("2026-10-06 09:00")) == "Tue 6 Oct 2026 09:00"
    finally:
        locale.setlocale(locale.LC_TIME, kept)
