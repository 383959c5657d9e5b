"""One field for a wall time: a date and a time of day, without a zone of its own."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget


class WallField(forms.CharField):
    """Gives text like 2026-03-05T09:00:00, or "" where nothing was given. It may be typed as text, too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        widget = UnfoldAdminTextInputWidget(attrs={"type": "datetime-local", "step": "1"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace(" ", "T", 1)
        if not text:
            return ""
        try:
            when = datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(
                _("Write a date and a time of day, like 2026-03-05T09:00."), code="invalid"
            ) from error
        if when.tzinfo is not None:
            raise ValidationError(
                _("Leave out the offset: the time zone has a field of its own."), code="invalid"
            )
        return when.replace(microsecond=0).isoformat()
