from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from series.admin.subject import SubjectAdmin
from series.models import Teaser


@admin.register(Teaser)
class TeaserAdmin(SubjectAdmin):
    """What may be said before the film, with an approval and a release of its own."""

    list_display = ["name", "episode", "line"]
    ordering = ["-pk"]
    list_select_related = ["episode"]
    search_fields = ["name", "episode__title"]
    autocomplete_fields = ["episode"]
    fieldsets = [(None, {"fields": ["episode", "name", "line"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["episode"] if obj else []
