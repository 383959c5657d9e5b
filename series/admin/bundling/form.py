"""What goes out together, when, and how."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminRadioSelectWidget

from series.admin.acts.update import MaybeLaterForm
from series.models import Subject


class SubjectsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        number = getattr(obj, "approved_number", None)
        approved = _("revision %(number)d") % {"number": number} if number else _("not approved yet")
        public = _("public now") if getattr(obj, "live", None) else _("not public yet")
        return f"{obj} · {approved} · {public}"


class TogetherForm(MaybeLaterForm):
    subjects = SubjectsField(
        label=gettext_lazy("What goes out together"),
        queryset=Subject.objects.none(),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        help_text=gettext_lazy("Two at least. All go out at one instant, or none does."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            ("schedule", gettext_lazy("Scheduled: locked, and it goes out by itself")),
            ("plan", gettext_lazy("Planned: in pencil, and it does not go out by itself")),
        ],
        widget=UnfoldAdminRadioSelectWidget(),
    )
    field_order = ["subjects", "how", "date", "time", "zone", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["notice"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and data.get("how") == "plan" and data.get("wall") is None:
            self.add_error("date", _("Give the date and time that it is planned for."))
        return data
