"""RSS 2.0 with Media RSS 1.5. Lengths and sizes are the stored file's own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from series.pages.feeds.entries import Entry, Feed
from series.pages.feeds.xml import add, document
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute, file_address
from series.pages.shown.film import main_file, seconds
from series.pages.shown.names import headline
from series.pages.shown.stills import best_jpeg
from series.templatetags.pages import iso, paragraphs

NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:media": "http://search.yahoo.com/mrss/",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed, entries: Sequence[Entry]) -> bytes:
    root = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", feed.description)
    add(channel, "language", feed.language)
    if feed.licence:
        add(channel, "copyright", feed.licence)
    changed = [entry.episode.updated_at for entry in entries if entry.episode.updated_at]
    if changed:
        add(channel, "lastBuildDate", _date(max(changed)))
    add(channel, "atom:link", rel="self", href=feed.self_address, type="application/rss+xml")
    for entry in entries:
        _item(channel, entry)
    return document(root)


def _item(channel: ET.Element, entry: Entry) -> None:
    episode = entry.episode
    content = episode.content
    item = add(channel, "item")
    add(item, "title", headline(content))
    add(item, "link", absolute(episode.path))
    add(item, "guid", entry.guid, isPermaLink="false")
    if episode.published_at:
        add(item, "pubDate", _date(episode.published_at))
    if episode.updated_at and episode.updated_at != episode.published_at:
        add(item, "atom:updated", iso(episode.updated_at))
    if content.get("byline"):
        add(item, "dc:creator", content["byline"])
    add(item, "description", content.get("summary") or headline(content))
    if content.get("story"):
        add(item, "content:encoded", paragraphs(content["story"]))
    for tag in entry.tags:
        add(item, "category", tag)
    _film(item, entry)


def _film(item: ET.Element, entry: Entry) -> None:
    content = entry.episode.content
    video, file, poster = content.get("video"), main_file(content.get("video")), content.get("poster")
    if video is None or file is None:
        return
    address, length = file_address(file), seconds(video)
    add(item, "enclosure", url=address, length=file["bytes"], type=file["type"])
    group = add(item, "media:group")
    add(
        group,
        "media:content",
        url=address,
        type=file["type"],
        medium="video",
        isDefault="true",
        fileSize=file["bytes"],
        duration=length,
        width=file.get("width") or video["width"],
        height=file.get("height") or video["height"],
        lang=content.get("language"),
    )
    add(group, "media:title", headline(content), type="plain")
    add(group, "media:description", content.get("summary") or headline(content), type="plain")
    if entry.tags:
        add(group, "media:keywords", ", ".join(entry.tags))
    still = best_jpeg(poster)
    if still is not None:
        add(
            group,
            "media:thumbnail",
            url=file_address(still),
            width=still["width"],
            height=still["height"],
        )
    for credit in content.get("credits") or []:
        add(group, "media:credit", credit["name"], role=credit["role"].lower(), scheme="urn:ebu")
    player = absolute(path_for("embed", subject=entry.episode.id))
    add(group, "media:player", url=player)
    for caption in content.get("captions") or []:
        add(
            group,
            "media:subTitle",
            type=caption.get("type") or "text/vtt",
            lang=caption["language"],
            href=file_address(caption),
        )


def _date(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC))
