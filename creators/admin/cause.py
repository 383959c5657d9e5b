from django.contrib import admin
from unfold.admin import ModelAdmin

from creators.models import Cause
from sparks.desk.history_page import HistoryPage
from sparks.desk.optimistic import ConflictForm


class CauseAdmin(HistoryPage, ModelAdmin):
    form = ConflictForm
    list_display = ["name", "summary"]
    search_fields = ["name"]
    fieldsets = [(None, {"fields": ["name", "slug", "summary"]})]
    actions = None


admin.site.register(Cause, CauseAdmin)
