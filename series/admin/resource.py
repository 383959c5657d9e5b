"""Resource pages: a crash course, a mentorship and the like, with the instants at which they open and close."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from series.admin.subject import SubjectAdmin
from series.admin.wall_times import WallTimesForm
from series.models import Resource, Site
from series.models.live import WindowState
from sparks.desk.wall_field import WallField


class ResourceForm(WallTimesForm):
    walls = ("opens", "closes")
    opens = WallField(label=_("Opens at"), help_text=_("Empty: open from the first day."))
    closes = WallField(label=_("Closes at"), help_text=_("Empty: stays open."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", ValidationError(_("It has to close after it opens.")))
        return cleaned


@admin.register(Resource)
class ResourceAdmin(SubjectAdmin):
    form = ResourceForm
    list_display = ["title", "kind", "opens_shown", "closes_shown", "zone", "now"]
    list_filter = ["kind"]
    list_select_related = ["subject__live"]
    search_fields = ["title", "summary"]
    autocomplete_fields = ["series", "causes"]
    fieldsets = [
        (_("Words"), {"fields": ["title", "slug", "kind", "summary", "body", "language"]}),
        (_("The way in"), {"fields": ["link", "opens", "closes", "zone"]}),
        (_("Where it belongs"), {"fields": ["series", "causes"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        site = Site.objects.filter(pk=1).first()
        return {"zone": site.zone if site else "UTC", **super().get_changeform_initial_data(request)}

    @admin.display(description=_("opens at"), ordering="opens")
    def opens_shown(self, obj: Any) -> str:
        return obj.opens.replace("T", " ") or "–"

    @admin.display(description=_("closes at"), ordering="closes")
    def closes_shown(self, obj: Any) -> str:
        return obj.closes.replace("T", " ") or "–"

    @admin.display(description=_("public"))
    def now(self, obj: Any) -> Any:
        """As visitors see it; – where they see nothing."""
        live = getattr(getattr(obj, "subject", None), "live", None)
        if live is None:
            return "–"
        said = {WindowState.ANNOUNCED: _("announced"), WindowState.CLOSED: _("closed")}
        return said.get(live.window_state, _("open"))
