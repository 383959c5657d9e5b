"""A list of words typed in one line."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget


class WordsField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=UnfoldAdminTextInputWidget(), **options)

    def prepare_value(self, value: Any) -> Any:
        return " ".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value or "").replace(",", " ").split()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)

    def run_validators(self, value: Any) -> None:
        for word in value:
            if len(word) > 80:
                raise forms.ValidationError(f"“{word[:30]}…” is longer than 80 signs. Shorten it.")

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
