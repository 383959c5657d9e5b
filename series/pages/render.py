"""The one door from a page to its bytes. They depend on live revisions, the page's row and the build alone."""

from collections.abc import Mapping

from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString

from series.models import Page
from series.pages.kinds import KINDS
from series.pages.live import LiveSet, LiveSubject
from series.pages.metadata import graph
from series.pages.metadata.cards import Tags, page_card, picture_of
from series.pages.shown.addresses import File, absolute, link
from series.pages.shown.characters import clean
from series.pages.shown.hub import hub, look_of
from series.pages.shown.language import direction, interface_language
from series.pages.shown.names import shortened
from series.pages.shown.stills import file_picture
from series.statistics.limits import VIEWED

# A search engine shows a whole still and a whole film, if it may show the page at all.
INDEXED = "index, follow, max-image-preview:large, max-video-preview:-1"

# The hub's name and its legal pages stand on every page.
EVERY_PAGE_READS = ("site", "legal")


def render(*, page: Page, live: LiveSet, instead: Mapping[str, object] | None = None) -> bytes | None:
    """The bytes of a page, or None when there is nothing to show and the page must be down.

    The same rows and the same build give the same bytes, whenever and wherever it is called. `instead` is a
    preview's alone: what it tells the template in place of the page's own data.
    """
    kind = KINDS[page.kind]
    with translation.override(interface_language(page.language)):
        if hasattr(kind, "render"):
            rendered: bytes | None = kind.render(page=page, live=live)
            return rendered
        live.gather(*getattr(kind, "READS", EVERY_PAGE_READS), subject=page.subject_id)
        data = kind.data(page=page, live=live)
    if data is None:
        return None
    return html(kind.TEMPLATE, {**data, **(instead or {})}, page=page, live=live)


def html(template: str, data: dict[str, object], *, page: Page, live: LiveSet) -> bytes:
    """A template with its data and what every page has: the hub, the canonical address, the metadata."""
    language = str(data.get("language") or page.language)
    interface = interface_language(language)
    with translation.override(interface):
        base = _base(data, page=page, live=live)
        context = {**base, **data}
        context |= {
            # A kind gives the whole text; what stands in the head is short.
            "description": base["description"],
            "card": base["card"],
            "language": language,
            "direction": direction(language),
            "interface": interface,
            "interface_direction": direction(interface),
        }
        text = get_template(template).render(context)
    return clean(text).encode()


def _base(data: dict[str, object], *, page: Page, live: LiveSet) -> dict[str, object]:
    site, shown, path = live.site(), hub(live), link(page.path)
    canonical = absolute(page.path)
    title = str(data.get("title") or site.content["name"])
    description = str(data.get("description") or site.content.get("tagline") or title)
    card: Tags = data.get("card") or page_card(title=title, description=description, page=canonical)  # type: ignore[assignment]
    picture = _picture(data, page=page, live=live)
    if picture is not None and not any(name == "og:image" for name, _value in card):
        card = [*card, *file_picture(picture[0], alt=picture[1])]
    return {
        "hub": shown,
        # The head of the page differs only where one of its own links is the page.
        "path_in_nav": path if path in {"/", *(str(way["path"]) for way in shown["ways"])} else "",  # type: ignore[attr-defined]
        "look": look_of(None, site=site),
        "path": path,
        "canonical": canonical,
        "robots": INDEXED,
        "counted": page.kind in VIEWED,
        "card": card,
        "title": title,
        "description": shortened(description, to=300),
        "json_ld": _graph(data, page=canonical, title=title, picture=picture, live=live),
    }


def _picture(data: dict[str, object], *, page: Page, live: LiveSet) -> tuple[File, str] | None:
    """What stands for the page elsewhere: its subject's card, or the hub's."""
    subject: LiveSubject | None = data.get("pictured") or live.get(page.subject_id)  # type: ignore[assignment]
    return (picture_of(subject) if subject else None) or picture_of(live.site())


def _graph(
    data: dict[str, object], *, page: str, title: str, picture: tuple[File, str] | None, live: LiveSet
) -> SafeString:
    nodes: list[graph.Node] = [graph.website(live.site()), *data.get("nodes", [])]  # type: ignore[misc]
    if picture is not None:
        nodes = graph.pictured(nodes, page=page, title=title, file=picture[0], alt=picture[1])
    trail: list[tuple[str, str]] = data.get("trail", [])  # type: ignore[assignment]
    if trail:
        hub_name = live.site().content["name"]
        nodes.append(graph.breadcrumb([(hub_name, "/"), *trail], page=page))
    return graph.script(nodes)
