from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from series.newsletter.addresses import one_spelling
from series.newsletter.offered import Offer, languages

EVERYTHING, SOME = "everything", "some"


class AddressForm(forms.Form):
    """Where to write."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Type your address, so that we can write to you."),
            "invalid": _("This is no whole e-mail address. It should look like name@example.org."),
        },
    )
    # A field that people don't see. Programs fill in whatever they find.
    website = forms.CharField(required=False)

    def clean_address(self) -> str:
        try:
            return one_spelling(self.cleaned_data["address"])
        except ValueError as error:
            raise ValidationError(self.fields["address"].error_messages["invalid"]) from error


class ReminderForm(AddressForm):
    # Of the page that it stood on.
    language = forms.CharField(required=False, max_length=10)


class ChoicesForm(forms.Form):
    """What somebody wants to hear of, and in which language."""

    what = forms.ChoiceField(
        choices=[(EVERYTHING, _("Every new film")), (SOME, _("Only what I choose"))], initial=EVERYTHING
    )
    subjects = forms.TypedMultipleChoiceField(coerce=int, required=False)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        fields: dict[str, Any] = self.fields
        fields["subjects"].choices = offer.choices()
        fields["language"].choices = languages()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("what") == SOME and not typed.get("subjects") and "subjects" not in self.errors:
            self.add_error("subjects", _("Choose at least one series or cause, or every new film."))
        return typed

    @property
    def chosen(self) -> set[str]:
        return {str(value) for value in self["subjects"].value() or []}

    def wanted(self) -> tuple[bool, Collection[int]]:
        everything = self.cleaned_data["what"] == EVERYTHING
        return everything, [] if everything else self.cleaned_data["subjects"]


class JoinForm(AddressForm, ChoicesForm):
    """Both. The address stands first."""
