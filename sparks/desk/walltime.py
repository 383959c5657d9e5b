"""A wall time as people give it: a date, a time of day, and the name of a zone. Never an instant of a browser."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from sparks.accounts.models import validate_zone
from sparks.desk.acts import ReasonForm


class ZoneField(forms.CharField):
    """Typed, with the list of zones offered while typing."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Time zone"))
        options.setdefault("validators", [validate_zone])
        options.setdefault("widget", ZoneInput())
        super().__init__(**options)


class ZoneInput(UnfoldAdminTextInputWidget):
    """Beside it on the page stands admin/desk/zones.html with the names."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", "list": "zone-names", **(attrs or {})})


def date_field(**options: Any) -> forms.DateField:
    widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})
    return forms.DateField(widget=widget, **options)


def clock_field(**options: Any) -> forms.TimeField:
    widget = UnfoldAdminTextInputWidget(attrs={"type": "time", "step": "1"})
    return forms.TimeField(widget=widget, **options)


class WallTimeForm(ReasonForm):
    """`cleaned_data["wall"]` is the wall time, or None where none is asked for."""

    date = date_field(label=_("Date"))
    time = clock_field(label=_("Time"))
    zone = ZoneField()

    field_order = ["date", "time", "zone"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, clock = data.get("date"), data.get("time")
        data["wall"] = datetime.combine(day, clock) if day and clock else None
        return data


def wall_initial(wall: str, zone: str) -> dict[str, Any]:
    """The fields' first values from a stored wall time like 2026-03-05T09:00:00."""
    when = datetime.fromisoformat(wall) if wall else None
    if when is None:
        return {"zone": zone}
    return {"date": when.date().isoformat(), "time": when.time().isoformat("seconds"), "zone": zone}
