import subprocess
import sys
import zoneinfo
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from series.cadence import Refused, use_locked_zones, zone, zone_names

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
READ_NEW_YORK = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
from series.cadence import use_locked_zones
at = datetime(2026, 7, 1, 12, tzinfo=UTC)
print(at.astimezone(ZoneInfo("America/New_York")).hour)
use_locked_zones()
print(at.astimezone(ZoneInfo("America/New_York")).hour)
"""


def test_a_process_takes_zones_from_the_locked_package_not_from_the_system(tmp_path: Path) -> None:
    false_zone = tmp_path / "America" / "New_York"
    false_zone.parent.mkdir()
    packed = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo")
    false_zone.write_bytes(packed.read_bytes())
    run = subprocess.run(
        [sys.executable, "-c", READ_NEW_YORK],
        env={"PYTHONTZPATH": str(tmp_path)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.split() == ["21", "8"]


def test_this_process_reads_every_zone_as_the_locked_package_has_it() -> None:
    assert zoneinfo.TZPATH == ()
    for name in zone_names():
        packed = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
        with packed.open("rb") as file:
            locked = zoneinfo.ZoneInfo.from_file(file)
        assert SUMMER.astimezone(zone(name)).utcoffset() == SUMMER.astimezone(locked).utcoffset()


def test_using_the_locked_zones_a_second_time_changes_nothing() -> None:
    use_locked_zones()
    assert zoneinfo.TZPATH == ()
    assert SUMMER.astimezone(zone("America/New_York")).hour == 8


def test_the_zones_to_choose_from_are_places_and_all_of_them_load() -> None:
    assert len(zone_names()) > 500
    assert "Factory" not in zone_names()
    assert list(zone_names()) == sorted(zone_names())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Europe/Londn", "Did you mean Europe/London?"),
        ("europe/london", "Did you mean Europe/London?"),
        ("America/New York", "Did you mean America/New_York?"),
        ("Nowhere", "Choose one such as Europe/London."),
        ("", "Choose one such as Europe/London."),
        ("Factory", "There is no time zone named “Factory”."),
        ("../../etc/passwd", "There is no time zone"),
        ("/etc/localtime", "There is no time zone"),
        ("America", "There is no time zone"),
        ("a\0b", "There is no time zone"),
        ("x" * 5000, "There is no time zone"),
    ],
)
def test_a_zone_that_does_not_exist_is_refused_with_a_sentence(name: str, hint: str) -> None:
    with pytest.raises(Refused) as refused:
        zone(name)
    assert hint in str(refused.value)
    assert len(str(refused.value)) < 200
