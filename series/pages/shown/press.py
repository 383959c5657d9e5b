"""What others may take for print and screen: the hub's logo, and stills in the size in which they are kept."""

from collections.abc import Iterable

from series.pages.live import LiveSubject
from series.pages.metadata.graph import logo_file
from series.pages.shown.addresses import file_link, link
from series.pages.shown.names import headline
from series.pages.shown.stills import still


def logo(site: LiveSubject) -> dict[str, object] | None:
    file = logo_file(site.content.get("logo"))
    if file is None:
        return None
    return {"src": file_link(file), "width": file.get("width"), "height": file.get("height")}


def stills(episodes: Iterable[LiveSubject]) -> list[dict[str, object]]:
    """The poster of each that has one, with its largest JPEG."""
    found = []
    for episode in episodes:
        poster = episode.content.get("poster") or {}
        jpegs = [file for file in poster.get("files") or [] if file["type"] == "image/jpeg"]
        picture = still(episode.content.get("poster"))
        if picture is None or not jpegs:
            continue
        largest = max(jpegs, key=lambda file: file["width"])
        found.append(
            {
                "picture": picture,
                "of": headline(episode.content),
                "language": episode.content.get("language") or "en",
                "path": link(episode.path),
                "file": file_link(largest),
                "width": largest["width"],
                "height": largest["height"],
            }
        )
    return found
