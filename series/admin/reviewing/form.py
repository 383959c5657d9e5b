"""A comment as it is typed: the words, what they are about, and a time in the film."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from series.admin.comparison import label_of, shown_fields
from series.models import Review
from series.models.comment import MOST


class FilmTimeField(forms.CharField):
    """ "0:23", "23" or "0:23.5"; in milliseconds."""

    _SHAPE = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}(?:[.,]\d{1,3})?)")

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value).strip()
        if not text:
            return None
        found = self._SHAPE.fullmatch(text)
        if found is None:
            raise ValidationError(_("Write a time in the film like 0:23."))
        minutes, seconds = found.groups()
        return round((int(minutes or 0) * 60 + float(seconds.replace(",", "."))) * 1000)

    def validate(self, value: Any) -> None:
        pass

    def run_validators(self, value: Any) -> None:
        pass


def film_time(ms: int) -> str:
    """ "0:23", or "0:23.5" where it is no whole second."""
    minutes, rest = divmod(ms, 60_000)
    seconds = f"{rest / 1000:06.3f}".rstrip("0").rstrip(".")
    return f"{minutes}:{seconds}"


class WordsForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=MOST,
        strip=True,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3, "data-mentions": ""}),
        help_text=gettext_lazy("Plain text. @name tells that person."),
        error_messages={"required": gettext_lazy("Write something first.")},
    )


class BeginForm(WordsForm):
    about = forms.ChoiceField(label=gettext_lazy("About"), widget=UnfoldAdminSelectWidget())
    at = FilmTimeField(
        label=gettext_lazy("Time in the film"),
        required=False,
        help_text=gettext_lazy("Like 0:23. May stay empty."),
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ["about", "at", "text"]

    def __init__(self, review: Review, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        revisions = list(review.revisions.all())
        self.fields["about"].choices = [choice for one in revisions for choice in _choices(one)]
        if not any((one.content.get("video") or {}).get("duration_ms") for one in revisions):
            del self.fields["at"]

    def said(self) -> dict[str, Any]:
        """As `comments.begin` takes it."""
        revision, _colon, field = self.cleaned_data["about"].partition(":")
        return {
            "revision_id": int(revision),
            "field": field,
            "film_ms": self.cleaned_data.get("at"),
            "text": self.cleaned_data["text"],
        }


def _choices(revision: Any) -> list[tuple[str, str]]:
    name = str(revision.subject)
    whole = (f"{revision.pk}:", _("%(what)s, all of it") % {"what": name})
    return [
        whole,
        *((f"{revision.pk}:{field}", f"{name} · {label_of(field)}") for field in shown_fields(revision)),
    ]
