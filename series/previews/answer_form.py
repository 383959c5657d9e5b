"""The outsider's form. Its fields are what `answers.answer` takes."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from series.models.preview_link import Verdict
from series.previews.answers import MOST_LETTERS

CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3})")


class FilmTime(forms.CharField):
    """ "0:42" or "42": whole seconds from the beginning of the film."""

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0)
        if found is None or (found[1] is not None and seconds > 59):
            raise ValidationError(_("Write the time as minutes and seconds, like 0:42."))
        return minutes * 60 + seconds


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=[
            (Verdict.APPROVED, _("I approve it as it is")),
            (Verdict.CHANGES, _("Please change something")),
        ],
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
    text = forms.CharField(
        required=False,
        max_length=MOST_LETTERS,
        error_messages={
            "max_length": _("That is %(show_value)s letters; %(limit_value)d fit here. Shorten it a little.")
        },
    )
    film_seconds = FilmTime(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wordless = not (cleaned.get("text") or "").strip()
        if cleaned.get("verdict") == Verdict.CHANGES and wordless and "text" not in self.errors:
            self.add_error("text", _("Say what should change, so that the makers know what to do."))
        return cleaned
