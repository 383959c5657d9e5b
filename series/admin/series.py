from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from series.admin.subject import SubjectAdmin
from series.models import Series


@admin.register(Series)
class SeriesAdmin(SubjectAdmin):
    list_display = ["title", "status", "hashtag", "zone", "episodes_shown"]
    list_filter = ["status"]
    search_fields = ["title", "hashtag"]
    # Counting episodes makes Postgres forget the model's own order, and a list to choose from needs one.
    ordering = ["title", "id"]
    fieldsets = [
        (_("Words"), {"fields": ["title", "slug", "promise", "introduction", "hashtag", "status"]}),
        (_("Look and place"), {"fields": ["ember", "zone", "language"]}),
    ]

    def get_queryset(self, request: Any) -> Any:
        from django.db.models import Count

        return super().get_queryset(request).annotate(episode_count=Count("episodes"))

    @admin.display(description="episodes", ordering="episode_count")
    def episodes_shown(self, obj: Any) -> int:
        return obj.episode_count
