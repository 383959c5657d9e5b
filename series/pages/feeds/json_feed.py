"""JSON Feed 1.1."""

from collections.abc import Mapping, Sequence
from typing import Any

from series.pages.feeds.as_json import document
from series.pages.feeds.entries import Entry, Feed
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.film import main_file, seconds
from series.pages.shown.names import headline
from series.pages.shown.stills import best_jpeg
from series.templatetags.pages import iso, paragraphs


def json_feed(feed: Feed, entries: Sequence[Entry]) -> bytes:
    return document(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "description": feed.description,
            "home_page_url": feed.home,
            "feed_url": feed.self_address,
            "language": feed.language,
            "authors": [{"name": feed.publisher}],
            "items": [_item(entry) for entry in entries],
        }
    )


def _item(entry: Entry) -> dict[str, Any]:
    episode = entry.episode
    content = episode.content
    still = best_jpeg(content.get("poster"))
    item = {
        "id": entry.guid,
        "url": absolute(episode.path),
        "title": headline(content),
        "summary": content.get("summary"),
        "content_html": paragraphs(content.get("story") or content.get("summary") or headline(content)),
        "image": file_address(still) if still else None,
        "date_published": iso(episode.published_at) if episode.published_at else None,
        "date_modified": iso(episode.updated_at) if episode.updated_at else None,
        "authors": [{"name": content["byline"]}] if content.get("byline") else None,
        "tags": entry.tags,
        "language": content.get("language"),
        "attachments": _attachments(content),
    }
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _attachments(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    video, file = content.get("video"), main_file(content.get("video"))
    if video is None or file is None:
        return []
    return [
        {
            "url": file_address(file),
            "mime_type": file["type"],
            "title": headline(content),
            "size_in_bytes": file["bytes"],
            "duration_in_seconds": seconds(video),
        }
    ]
