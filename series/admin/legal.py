from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from series import starting_texts
from series.admin.subject import SubjectAdmin
from series.models import LegalPage
from series.starting_texts import NotTaken


@admin.register(LegalPage)
class LegalPageAdmin(SubjectAdmin):
    list_display = ["title", "slug"]
    search_fields = ["title"]
    list_before_template = "admin/desk/starting_texts.html"
    fieldsets = [(None, {"fields": ["title", "slug", "body"]})]

    def get_urls(self) -> list[URLPattern]:
        begin = self.admin_site.admin_view(require_POST(self.begin))
        return [path("begin/<slug:slug>/", begin, name="series_legalpage_begin"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        texts = starting_texts.missing() if self.has_add_permission(request) else []
        return super().changelist_view(request, {**(extra_context or {}), "starting_texts": texts})

    def begin(self, request: HttpRequest, slug: str) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            page = starting_texts.take_over(slug=slug, by=request.user)
        except NotTaken as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:series_legalpage_changelist"))
        messages.success(
            request, _("This text is yours to change. Nothing of it is public before it was approved.")
        )
        return HttpResponseRedirect(reverse("admin:series_legalpage_change", args=[page.pk]))
