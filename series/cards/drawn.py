"""What stands on a card: a few words, the series' colour, an episode's still and its place in the season."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from series.contents import content_of
from series.models import LiveRevision, Series, Site, Subject
from series.models.subject import subject_of
from series.pages.live import PLAIN_SITE
from series.pages.shown.names import subtitle
from series.pages.shown.stills import best_jpeg
from series.video.keys import key_for

WIDTH, HEIGHT = 1200, 630
CONTENT_TYPE = "image/jpeg"
RECIPE = "card"
# Goes up when the same words come out as another picture: then the file is another one, too.
DRAWING = 1

Drawn = dict[str, Any]


class Hub:
    """The hub as cards name it, read once for all that are made together."""

    @cached_property
    def content(self) -> Mapping[str, Any]:
        site = Site.objects.order_by("pk").first()
        return _live_or_copy(subject_of(site)) if site else PLAIN_SITE


def card_of(subject: Subject, content: Mapping[str, Any], *, hub: Hub | None = None) -> dict[str, Any] | None:
    """The card of this content, to be frozen with it. None for what has no page of its own to be linked to."""
    say = SAY.get(subject.kind)
    if say is None:
        return None
    return named({"drawing": DRAWING, **say(subject.thing, content, hub or Hub())})


def with_card(subject: Subject, content: dict[str, Any], *, hub: Hub | None = None) -> dict[str, Any]:
    card = card_of(subject, content, hub=hub)
    return {**content, "card": card} if card else content


def named(drawn: Drawn) -> dict[str, Any]:
    """With its file's key, which is made of all that is drawn and can't be guessed from it."""
    text = json.dumps(drawn, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    key = key_for("public", sha256=hashlib.sha256(text.encode()).hexdigest(), recipe=RECIPE, extension="jpg")
    return {"key": key, "type": CONTENT_TYPE, "width": WIDTH, "height": HEIGHT, "drawn": drawn}


def _drawn(
    kind: str, name: str, line: str = "", *, ember: object, label: str = "", hub: str = "", **more: Any
) -> Drawn:
    return {"kind": kind, "name": name, "line": line, "ember": ember, "label": label, "hub": hub, **more}


def _site(_site: Site, content: Mapping[str, Any], _hub: Hub) -> Drawn:
    return _drawn("site", content["name"], content["tagline"], ember=content["ember"])


def _series(_series: Series, content: Mapping[str, Any], hub: Hub) -> Drawn:
    name = hub.content["name"]
    return _drawn("series", content["title"], content["promise"], ember=content["ember"], hub=name)


def _episode(episode: Any, content: Mapping[str, Any], hub: Hub) -> Drawn:
    still = best_jpeg(content["poster"])
    return _drawn(
        "episode",
        content["creator_name"],
        subtitle(content),
        **_of_series(episode.series, hub),
        number=content["number"],
        still=still["key"] if still else "",
    )


def _teaser(teaser: Any, content: Mapping[str, Any], hub: Hub) -> Drawn:
    more = _of_series(teaser.episode.series, hub)
    return _drawn("teaser", content["name"], content["line"], **more, number=content["number"])


def _creator(_creator: Any, content: Mapping[str, Any], hub: Hub) -> Drawn:
    line = " · ".join(part for part in (content["initiative"], content["place"]) if part)
    return _drawn("creator", content["name"], line, **_of_hub(hub))


def _cause(_cause: Any, content: Mapping[str, Any], hub: Hub) -> Drawn:
    return _drawn("cause", content["name"], content["summary"], **_of_hub(hub))


def _resource(resource: Any, content: Mapping[str, Any], hub: Hub) -> Drawn:
    around = _of_series(resource.series, hub) if resource.series else _of_hub(hub)
    return _drawn("resource", content["title"], content["summary"], **around)


SAY: dict[str, Callable[[Any, Mapping[str, Any], Hub], Drawn]] = {
    "site": _site,
    "series": _series,
    "episode": _episode,
    "teaser": _teaser,
    "creator": _creator,
    "cause": _cause,
    "resource": _resource,
}


def _of_series(series: Series, hub: Hub) -> dict[str, Any]:
    content = _live_or_copy(subject_of(series))
    return {"ember": content["ember"], "label": content["title"], "hub": hub.content["name"]}


def _of_hub(hub: Hub) -> dict[str, Any]:
    return {"ember": hub.content["ember"], "hub": hub.content["name"]}


def _live_or_copy(subject: Subject) -> Mapping[str, Any]:
    """What is public of it; before that, what goes public with it."""
    row = LiveRevision.objects.filter(subject=subject).select_related("revision").first()
    return row.revision.content if row else content_of(subject)
