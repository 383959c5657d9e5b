"""The hub's front: what stands large, a few words, and the sections in their order."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from series.admin.subject import SubjectAdmin
from series.admin.wall_times import WallTimesForm
from series.models import Front, Site
from series.models.front import SECTIONS
from sparks.desk.wall_field import WallField

# What admin-desk/front.js says, in the person's language.
_WORDS = {
    "data-up": _("Up"),
    "data-down": _("Down"),
    "data-leave": _("Leave out"),
    "data-show": _("Show"),
    "data-out": _("not shown"),
}


class FrontForm(WallTimesForm):
    walls = ("hero_until",)
    hero_until = WallField(
        label=_("Until"), help_text=_("From then on it is the newest film again. May stay empty.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields.get(f"{SECTIONS[0]}_place")
        if first is not None:
            first.widget.attrs.update(_WORDS)


@admin.register(Front)
class FrontAdmin(SubjectAdmin):
    """One row. Opening the list opens it, and makes it the first time."""

    form = FrontForm
    autocomplete_fields = ["hero", "teasers"]
    fieldsets = [
        (_("Large at the top"), {"fields": ["hero", "hero_until", "zone"]}),
        (_("Words"), {"fields": ["text"]}),
        (
            _("Sections"),
            {
                "fields": [f"{name}_place" for name in SECTIONS],
                "classes": ["desk-places"],
                "description": _(
                    "The smallest number stands first. A section without a number is not shown."
                ),
            },
        ),
        (_("Who is announced"), {"fields": ["teasers"]}),
    ]

    class Media:
        css = {"all": ["admin-desk/front.css"]}
        js = ["admin-desk/front.js"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if self.has_change_permission(request):
            site = Site.objects.filter(pk=1).first()
            Front.objects.get_or_create(pk=1, defaults={"zone": site.zone if site else "UTC"})
        if self.has_view_or_change_permission(request) and Front.objects.filter(pk=1).exists():
            return HttpResponseRedirect(reverse("admin:series_front_change", args=[1]))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
