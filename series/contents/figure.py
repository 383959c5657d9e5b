from decimal import Decimal
from typing import Any

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


def plain(value: Decimal) -> str:
    """Without zeros at the end: 1000000.00 is 1000000, and 2.50 is 2.5."""
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
