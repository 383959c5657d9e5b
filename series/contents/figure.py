from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from series.contents.back import Back, row_of
from series.models import ImpactFigure
from series.models.subject import subject_of


def build(figure: ImpactFigure) -> dict[str, Any]:
    """The owner's name is in it only where visitors may see it: what is public is made of this alone."""
    return {
        "label": figure.label,
        "value": plain(figure.value),
        "prefix": figure.prefix,
        "suffix": figure.suffix,
        "unit": figure.unit,
        "language": figure.language,
        "source": figure.source,
        "source_url": figure.source_url,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "as_of_shows": figure.as_of_shows,
        "owner": str(figure.owner) if figure.owner and figure.owner_shown else "",
        "series": subject_of(figure.series).pk if figure.series else None,
        "causes": [subject_of(figure.cause).pk] if figure.cause else [],
        "order": figure.order,
    }


PLAIN = (
    *("label", "value", "prefix", "suffix", "unit", "language"),
    *("source", "source_url", "as_of_shows", "order"),
)


def back(figure: ImpactFigure, content: Mapping[str, Any]) -> Back:
    """Who keeps it up stays as it is now: a revision holds a name at most, and only one that visitors saw."""
    causes = content["causes"]
    fields = {name: content[name] for name in PLAIN}
    fields["value"] = Decimal(content["value"])
    fields["as_of"] = date.fromisoformat(content["as_of"]) if content["as_of"] else None
    fields["series"] = row_of(content["series"], what="series") if content["series"] else None
    fields["cause"] = row_of(causes[0], what="cause") if causes else None
    return Back(fields)


def plain(value: Decimal) -> str:
    """Without zeros at the end: 1000000.00 is 1000000, and 2.50 is 2.5."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
