"""Every kind of page. A module of a kind has either

* `data(*, page, live)`, what its TEMPLATE shows, or None when there is nothing to show, or
* `render(*, page, live)`, the bytes of a feed, a calendar, a stylesheet… or None.
"""

from types import ModuleType

from series.pages.kinds import episode, error_404, error_410, error_503, home, series

KINDS: dict[str, ModuleType] = {
    "home": home,
    "series": series,
    "episode": episode,
    "error_404": error_404,
    "error_410": error_410,
    "error_503": error_503,
}
