import difflib
import functools
import zoneinfo
from importlib import resources

from series.cadence.errors import Refused

# Names of the database that are no place and no zone: Factory says "not set up yet".
NOT_A_ZONE = frozenset({"Factory", "localtime", "posixrules"})


def use_locked_zones() -> None:
    """Take every zone from the locked `tzdata` package, in the whole process.

    Belongs at the very start of a process, before anything else asks for a zone. A second call changes nothing.
    """
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()


@functools.cache
def zone_names() -> tuple[str, ...]:
    """Every zone an editor may choose, sorted."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()
    return tuple(sorted(set(listed) - NOT_A_ZONE))


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(zone_names())


def zone(name: str) -> zoneinfo.ZoneInfo:
    """Raises Refused when there is no such zone."""
    if name not in _known():
        raise Refused(_no_such_zone(name))
    return zoneinfo.ZoneInfo(name)


def _no_such_zone(name: str) -> str:
    by_folded = {known.casefold(): known for known in zone_names()}
    asked = name.strip().replace(" ", "_").casefold()[:80]
    near = difflib.get_close_matches(asked, by_folded, n=1)
    hint = f"Did you mean {by_folded[near[0]]}?" if near else "Choose one such as Europe/London."
    return f"There is no time zone named “{name[:80]}”. {hint}"
