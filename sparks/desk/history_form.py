"""What somebody looks for in a history: by person, act, days, and what happened."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from sparks.accounts.models import User
from sparks.desk.history_rows import OUTSIDE, SYSTEM, Wanted
from sparks.desk.walltime import date_field

# More accounts than these are no list any more.
MOST = 500


class HistoryForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"), required=False, widget=UnfoldAdminSelectWidget())
    what = forms.ChoiceField(label=_("Of what"), required=False, widget=UnfoldAdminSelectWidget())
    label = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[
            ("", _("anything")),
            ("insert", _("made")),
            ("update", _("changed")),
            ("delete", _("deleted")),
        ],
        widget=UnfoldAdminSelectWidget(),
    )
    field = forms.ChoiceField(label=_("Which field"), required=False, widget=UnfoldAdminSelectWidget())
    act = forms.CharField(label=_("Act"), required=False, max_length=100, widget=UnfoldAdminTextInputWidget())
    since = date_field(label=_("From (UTC)"), required=False)
    until = date_field(label=_("To (UTC)"), required=False)

    def __init__(
        self, data: Any, *, fields: Iterable[tuple[str, str]] = (), models: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(data)
        people = User.objects.filter(is_staff=True).order_by("first_name", "last_name", "username")[:MOST]
        self._choices("person").choices = [
            ("", _("anybody")),
            *((str(user.pk), str(user)) for user in people),
            (SYSTEM, _("the system")),
            (OUTSIDE, _("outside the desk")),
        ]
        for name, choices in (("field", list(fields)), ("what", list(models))):
            if choices:
                self._choices(name).choices = [("", _("any")), *choices]
            else:
                del self.fields[name]

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        return field

    def wanted(self) -> Wanted:
        """What was asked for; a wrong answer asks for nothing, and is told at its field."""
        self.is_valid()
        data = self.cleaned_data
        person = data.get("person") or None
        return Wanted(
            person=int(person) if person and person.isdigit() else person,
            act=data.get("act", ""),
            since=_begin(data.get("since")),
            until=_begin(data.get("until"), days=1),
            label=data.get("label", ""),
            field=data.get("field", ""),
        )


def _begin(day: Any, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        return datetime.combine(day, time(), tzinfo=UTC) + timedelta(days=days)
    except OverflowError:
        return None
