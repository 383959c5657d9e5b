from typing import Any

from series.contents.times import time_of
from series.models import Front
from series.models.subject import subject_of


def build(front: Front) -> dict[str, Any]:
    return {
        "hero": subject_of(front.hero).pk if front.hero else None,
        "hero_until": time_of(front.hero_until, front.zone),
        "text": front.text,
        "teasers": sorted(subject_of(teaser).pk for teaser in front.teasers.all()),
        "sections": front.sections,
    }
