from django.contrib import admin

from series.admin.subject import SubjectAdmin
from series.models import LegalPage


@admin.register(LegalPage)
class LegalPageAdmin(SubjectAdmin):
    list_display = ["title", "slug"]
    search_fields = ["title"]
    fieldsets = [(None, {"fields": ["title", "slug", "body"]})]
