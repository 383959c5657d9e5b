from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from creators.admin.links import LinksField
from creators.models import Creator
from sparks.desk.history_page import HistoryPage
from sparks.desk.optimistic import ConflictForm


class CreatorForm(ConflictForm):
    links = LinksField(label=_("Links"), required=False)


class CreatorAdmin(HistoryPage, ModelAdmin):
    form = CreatorForm
    list_display = ["name", "handle", "initiative", "category", "place"]
    list_filter = ["category", "causes"]
    search_fields = ["name", "handle", "initiative"]
    autocomplete_fields = ["causes"]
    fieldsets = [
        (_("Who it is"), {"fields": ["name", "slug", "handle", "initiative", "category", "place", "causes"]}),
        (_("On the map"), {"fields": ["latitude", "longitude"]}),
        (_("Story"), {"fields": ["biography", "links"]}),
        (_("Quote"), {"fields": ["quote", "quote_source", "quote_date"]}),
    ]
    actions = None


admin.site.register(Creator, CreatorAdmin)
