"""A latitude or longitude that tells a region and no address: a tenth of a degree is some ten kilometres."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

TENTH = Decimal("0.1")


def coarse(value: Decimal) -> Decimal:
    """Rounded; a number that can't be is left as it is, for a validator to refuse."""
    try:
        return value.quantize(TENTH, rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return value


class CoarseField(forms.DecimalField):
    """Takes as many digits as a map gives, and keeps one after the point."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        return coarse(number) if number is not None else None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "step": "any"}


class CoarseDegrees(models.DecimalField):
    """Rounded whenever it is cleaned, and by the database's column at the latest."""

    def __init__(self, *args: Any, most: int = 180, **kwargs: Any) -> None:
        self.most = most
        kwargs |= {"max_digits": 4, "decimal_places": 1}
        super().__init__(*args, **kwargs)

    @property
    def validators(self) -> list[Any]:
        return [MinValueValidator(-self.most), MaxValueValidator(self.most), *super().validators]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, {**kwargs, "most": self.most}

    def to_python(self, value: Any) -> Decimal | None:
        number = super().to_python(value)
        return coarse(number) if number is not None else None

    def formfield(self, **kwargs: Any) -> Any:
        bounds = {"min_value": -self.most, "max_value": self.most}
        return super().formfield(**{"form_class": CoarseField, **bounds, **kwargs})
