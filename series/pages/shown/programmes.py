"""The series of the hub, as lines of a list."""

from series.pages.live import LiveSet
from series.pages.shown.addresses import link
from series.pages.shown.language import direction

# Running before announced before finished; among these, the newest first.
ORDER = {"running": 0, "upcoming": 1, "finished": 2}


def programmes(live: LiveSet) -> list[dict[str, object]]:
    shown = [series for series in live.all_of("series") if series.path]
    shown.sort(key=lambda series: (ORDER.get(series.content.get("status", ""), 3), -series.id))
    return [
        {
            "id": series.id,
            "path": link(series.path),
            "title": series.content["title"],
            "promise": series.content.get("promise") or "",
            "hashtag": series.content.get("hashtag") or "",
            "status": series.content.get("status") or "",
            "language": series.content.get("language") or "en",
            "direction": direction(series.content.get("language") or "en"),
        }
        for series in shown
    ]
