"""JSON-LD: one @graph a page, an @id for each thing, escaped so that no text can leave its script element."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from series.pages.live import LiveSubject
from series.pages.shown.addresses import absolute, file_address

type Node = dict[str, Any]
# As Django's json_script does, and the two line ends that old script parsers broke on.
INERT = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def script(nodes: Iterable[Node]) -> SafeString:
    """The content of a <script type="application/ld+json">."""
    graph = {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(INERT))  # noqa: S308 -- no character left that HTML knows


def website(site: LiveSubject) -> Node:
    return {
        "@type": "WebSite",
        "@id": absolute("/") + "#site",
        "url": absolute("/"),
        "name": site.content["name"],
        "description": site.content.get("tagline"),
        "publisher": {"@id": absolute("/") + "#publisher"},
    }


def publisher(site: LiveSubject) -> Node:
    """Whose hub it is, in full."""
    content = site.content
    logo = logo_file(content.get("logo"))
    return {
        "@type": "Organization",
        "@id": absolute("/") + "#publisher",
        "name": content.get("publisher") or content["name"],
        "url": absolute("/"),
        "email": content.get("contact_email"),
        "logo": file_address(logo) if logo else None,
    }


def breadcrumb(trail: Iterable[tuple[str, str]], *, page: str) -> Node:
    """`trail` is (name, path) from the hub down to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(trail, start=1)
        ],
    }


def collection(*, page: str, name: str, description: str, urls: Iterable[str]) -> Node:
    return {
        "@type": "CollectionPage",
        "@id": page,
        "url": page,
        "name": name,
        "description": description,
        "isPartOf": {"@id": absolute("/") + "#site"},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": url}
                for place, url in enumerate(urls, start=1)
            ],
        },
    }


def pictured(nodes: list[Node], *, page: str, title: str, file: Mapping[str, Any], alt: str) -> list[Node]:
    """With the page's picture at the node of the page itself, which is made where there is none."""
    image = {
        "@type": "ImageObject",
        "url": file_address(file),
        "width": file["width"],
        "height": file["height"],
        "encodingFormat": file["type"],
        "caption": alt,
    }
    if not any(node.get("@id") == page for node in nodes):
        nodes = [*nodes, {"@type": "WebPage", "@id": page, "url": page, "name": title}]
    return [{**node, "primaryImageOfPage": image} if node.get("@id") == page else node for node in nodes]


def logo_file(logo: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The logo's file, given as the file itself or as a picture with several."""
    if not logo:
        return None
    if "key" in logo:
        return logo
    files: list[Mapping[str, Any]] = logo.get("files") or []
    return files[0] if files else None


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
