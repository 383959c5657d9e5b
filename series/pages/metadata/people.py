"""JSON-LD of a creator's page."""

from collections.abc import Iterable

from series.pages.live import LiveSubject
from series.pages.metadata.graph import Node
from series.pages.shown.addresses import absolute
from series.templatetags.pages import iso


def profile_nodes(creator: LiveSubject, *, episodes: Iterable[LiveSubject]) -> list[Node]:
    content, page = creator.content, absolute(creator.path)
    profile: Node = {
        "@type": "ProfilePage",
        "@id": page,
        "url": page,
        "name": content["name"],
        "dateCreated": iso(creator.published_at) if creator.published_at else None,
        "dateModified": iso(creator.updated_at) if creator.updated_at else None,
        "mainEntity": {"@id": f"{page}#person"},
        "isPartOf": {"@id": absolute("/") + "#site"},
    }
    person: Node = {
        "@type": "Person",
        "@id": f"{page}#person",
        "url": page,
        "name": content["name"],
        "alternateName": content.get("handle"),
        "description": content.get("biography"),
        "sameAs": [entry["url"] for entry in content.get("links") or []],
        "worksFor": {"@type": "Organization", "name": content["initiative"]}
        if content.get("initiative")
        else None,
        "knowsAbout": content.get("category"),
        "subjectOf": [{"@id": f"{absolute(episode.path)}#episode"} for episode in episodes],
    }
    return [profile, person]
