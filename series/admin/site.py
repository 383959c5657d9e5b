from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from series.admin.subject import SubjectAdmin
from series.admin.uploads import AssetUpload, UploadForm
from series.models import Site


class SiteForm(UploadForm):
    uploads = {"logo": "image"}
    logo_file = AssetUpload(label=_("New logo"), required=False)


@admin.register(Site)
class SiteAdmin(SubjectAdmin):
    """One row. Opening the list opens it, and makes it the first time."""

    form = SiteForm
    fieldsets = [
        (_("Words"), {"fields": ["name", "tagline", "introduction", "logo", "logo_file", "ember"]}),
        (_("Who answers for it"), {"fields": ["publisher", "contact_email", "licence", "comments_note"]}),
        (_("Time"), {"fields": ["zone"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if self.has_change_permission(request):
            Site.objects.get_or_create(pk=1)
        if self.has_view_or_change_permission(request) and Site.objects.filter(pk=1).exists():
            return HttpResponseRedirect(reverse("admin:series_site_change", args=[1]))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
