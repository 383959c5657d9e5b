"""When to, and how far: the form of a move, filled from an address or by hand."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget

from series.calendar.span import wall_in
from series.models import Release
from sparks.desk.acts import ReasonForm
from sparks.desk.walltime import ZoneField, clock_field, date_field

ONLY, FOLLOWING = "only", "following"
MOST_DAYS = 40_000


class MoveForm(ReasonForm):
    """In a season the zone is the plan's; a release that stands alone may have another."""

    date = date_field(label=_("Date"))
    time = clock_field(label=_("Time"))
    zone = ZoneField()
    scope = forms.ChoiceField(
        label=_("What moves"),
        choices=[(ONLY, _("Only this one")), (FOLLOWING, _("This one and all that follow in its season"))],
        initial=ONLY,
        required=False,
        widget=UnfoldAdminRadioSelectWidget(),
    )
    field_order = ["scope", "date", "time", "zone", "reason"]

    def __init__(self, data: Any = None, *, release: Release) -> None:
        super().__init__(data, initial=at_first(release))
        self.release = release
        if release.slot is None:
            del self.fields["scope"]
        else:
            del self.fields["zone"]
            self.fields["time"].help_text = _("On clocks in %(zone)s.") % {"zone": release.zone}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, clock = data.get("date"), data.get("time")
        data["wall"] = datetime.combine(day, clock) if day and clock else None
        data["zone"] = data.get("zone") or self.release.zone
        return data


def at_first(release: Release) -> dict[str, Any]:
    wall = wall_of(release)
    return {
        "date": wall.date().isoformat(),
        "time": wall.time().isoformat("seconds"),
        "zone": release.zone,
        "scope": ONLY,
    }


def asked(release: Release, said: Any) -> dict[str, Any] | None:
    """The answers that an address holds already: so many days on, or a date and perhaps a time. None for no wish."""
    answers = at_first(release)
    if "days" in said:
        try:
            moved = wall_of(release) + timedelta(days=max(-MOST_DAYS, min(MOST_DAYS, int(said["days"]))))
        except (ValueError, OverflowError):
            return None
        answers["date"] = moved.date().isoformat()
    elif "date" in said:
        answers.update({name: said[name] for name in ("date", "time", "zone") if name in said})
    else:
        return None
    answers["scope"] = said.get("scope", ONLY)
    return answers


def wall_of(release: Release) -> datetime:
    if release.wall:
        return datetime.fromisoformat(release.wall)
    return wall_in(release.instant, release.zone)
