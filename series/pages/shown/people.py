"""What a creator's revision says that other pages show as well."""

from collections.abc import Iterable
from datetime import date

from series.pages.live import LiveSubject
from series.pages.shown.addresses import link


def quote_of(creator: LiveSubject | None) -> dict[str, object] | None:
    """Only with its source: a quote without one is not shown."""
    if creator is None:
        return None
    content = creator.content
    if not content.get("quote") or not content.get("quote_source"):
        return None
    said = content.get("quote_date")
    return {
        "text": content["quote"],
        "name": content["name"],
        "source": content["quote_source"],
        "date": date.fromisoformat(said) if said else None,
    }


def people_lines(creators: Iterable[LiveSubject]) -> list[dict[str, object]]:
    """Those whose page is up, as lines of a list."""
    return [
        {
            "path": link(creator.path),
            "name": creator.content["name"],
            "initiative": creator.content.get("initiative") or "",
            "place": creator.content.get("place") or "",
            "category": creator.content.get("category") or "",
        }
        for creator in creators
        if creator.path
    ]
