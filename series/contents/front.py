from collections.abc import Mapping
from typing import Any

from series.contents.back import Back, row_of, rows_of, wall_of
from series.contents.times import time_of
from series.models import Front
from series.models.front import SECTIONS
from series.models.subject import subject_of


def build(front: Front) -> dict[str, Any]:
    return {
        "hero": subject_of(front.hero).pk if front.hero else None,
        "hero_until": time_of(front.hero_until, front.zone),
        "text": front.text,
        "teasers": sorted(subject_of(teaser).pk for teaser in front.teasers.all()),
        "sections": front.sections,
    }


def back(front: Front, content: Mapping[str, Any]) -> Back:
    places: dict[str, int | None] = {f"{name}_place": None for name in SECTIONS}
    places |= {f"{name}_place": place for place, name in enumerate(content["sections"], start=1)}
    found = Back({"text": content["text"], "hero_until": wall_of(content["hero_until"]), **places})
    found.fields["hero"] = row_of(content["hero"], what="episode at the top") if content["hero"] else None
    if content["hero_until"]:
        found.fields["zone"] = content["hero_until"]["zone"]
    rows_of("teasers", content["teasers"], found)
    return found
