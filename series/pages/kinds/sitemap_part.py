"""A hundred public subjects with their films, in Google's video extension. Part 1 has the hub's own pages too."""

from xml.etree import ElementTree as ET

from series.models import Page
from series.pages.feeds.xml import document
from series.pages.kinds.parts import part_number
from series.pages.kinds.sitemap import NAMESPACE
from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata.episode import video_node
from series.pages.paths import READ_FROM_THE_START, path_for
from series.pages.shown.addresses import absolute
from series.pages.shown.film import seconds
from series.templatetags.pages import iso

VIDEO = "http://www.google.com/schemas/sitemap-video/1.1"
DESCRIPTION_LIMIT = 2048


def render(*, page: Page, live: LiveSet) -> bytes | None:
    number = part_number(page.key)
    if number is None or number > max(1, live.parts("sitemap")):
        return None
    urls = ET.Element("urlset", {"xmlns": NAMESPACE, "xmlns:video": VIDEO})
    for kind in READ_FROM_THE_START if number == 1 else ():
        ET.SubElement(ET.SubElement(urls, "url"), "loc").text = absolute(path_for(kind))
    for subject in live.part("sitemap", number):
        if subject.path and subject.path != "/":
            _add(urls, subject)
    return document(urls)


def _add(urls: ET.Element, subject: LiveSubject) -> None:
    url = ET.SubElement(urls, "url")
    ET.SubElement(url, "loc").text = absolute(subject.path)
    if subject.updated_at:
        ET.SubElement(url, "lastmod").text = iso(subject.updated_at)
    node = video_node(subject) if subject.kind == "episode" else None
    if node is None or not node["thumbnailUrl"]:
        return
    video = ET.SubElement(url, "video:video")
    told = {
        "thumbnail_loc": node["thumbnailUrl"][0],
        "title": node["name"],
        "description": node["description"][:DESCRIPTION_LIMIT],
        "content_loc": node["contentUrl"],
        "player_loc": node["embedUrl"],
        "duration": str(seconds(subject.content["video"])),
        "publication_date": node["uploadDate"],
    }
    for name, value in told.items():
        ET.SubElement(video, f"video:{name}").text = value
