"""The index of sitemaps. A part, once full, changes only with the subjects in it."""

from xml.etree import ElementTree as ET

from series.models import Page
from series.pages.feeds.xml import document
from series.pages.live import LiveSet
from series.pages.paths import path_for
from series.pages.shown.addresses import absolute

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def render(*, page: Page, live: LiveSet) -> bytes | None:
    index = ET.Element("sitemapindex", xmlns=NAMESPACE)
    for number in range(1, live.parts("sitemap") + 1):
        entry = ET.SubElement(index, "sitemap")
        ET.SubElement(entry, "loc").text = absolute(path_for("sitemap_part", key=number))
    return document(index)
