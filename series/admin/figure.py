"""Impact figures: numbers with who says so, as of when, and who at the desk keeps them up."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from series.admin.subject import SubjectAdmin
from series.admin.working_copy import WorkingCopyForm
from series.contents.figure import plain
from series.models import ImpactFigure, LiveRevision
from series.pages.shown.figures import after, before
from series.publishing.due import database_now
from series.readiness.figures import oldest_fresh
from series.templatetags.pages import grouped
from sparks.accounts.models import User


class AgeFilter(admin.SimpleListFilter):
    title = _("age")
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("old", _("Older than a year")), ("fresh", _("Up to a year")), ("none", _("Without a date"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        since = oldest_fresh(database_now().date())
        which = {"old": {"as_of__lt": since}, "fresh": {"as_of__gte": since}, "none": {"as_of": None}}
        return queryset.filter(**which.get(self.value(), {}))


class FigureForm(WorkingCopyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("value") is not None:
            self.initial["value"] = plain(self.initial["value"])


@admin.register(ImpactFigure)
class ImpactFigureAdmin(SubjectAdmin):
    form = FigureForm
    list_display = ["label", "number", "dated", "owner", "series", "order", "public"]
    list_filter = [AgeFilter, "series"]
    list_select_related = ["owner", "series"]
    search_fields = ["label", "source"]
    autocomplete_fields = ["series", "cause"]
    fieldsets = [
        (_("The number"), {"fields": ["label", "prefix", "value", "suffix", "unit", "language"]}),
        (_("Who says so"), {"fields": ["source", "source_url", "as_of", "as_of_shows"]}),
        (_("Who keeps it up"), {"fields": ["owner", "owner_shown"]}),
        (_("Where it stands"), {"fields": ["order", "series", "cause"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        live = LiveRevision.objects.filter(subject__figure=OuterRef("pk"))
        # Asked once for the list, not once a row.
        old = Q(as_of__lt=oldest_fresh(database_now().date()))
        return super().get_queryset(request).annotate(is_public=Exists(live), is_old=old)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        last = ImpactFigure.objects.order_by("-order").values_list("order", flat=True).first()
        start = {"owner": request.user.pk, "order": (last or 0) + 10}
        return {**start, **super().get_changeform_initial_data(request)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("number"), ordering="value")
    def number(self, obj: Any) -> str:
        return f"{before(obj.prefix)}{grouped(Decimal(plain(obj.value)))}{after(obj.suffix, obj.unit)}"

    @admin.display(description=_("as of"), ordering="as_of")
    def dated(self, obj: Any) -> str:
        if obj.as_of is None:
            return _("no date")
        if not obj.is_old:
            return obj.as_of.isoformat()
        return format_html(
            '{} <strong class="desk-need">{}</strong>', obj.as_of.isoformat(), _("older than a year")
        )

    @admin.display(description=_("public"), boolean=True)
    def public(self, obj: Any) -> bool:
        return obj.is_public
