"""Before the admin's own addresses in sparks/urls.py. Each is the desk's: nobody comes in without signing in."""

from django.contrib import admin
from django.urls import path

from series.admin.previews.desk import preview
from series.admin.previews.pages import preview_look, preview_page, preview_style
from series.admin.previews.share import share

_staff = admin.site.admin_view

urlpatterns = [
    path("<int:revision>/", _staff(preview), name="desk-preview"),
    path("<int:revision>/page/", _staff(preview_page), name="desk-preview-page"),
    path("<int:revision>/look.css", _staff(preview_look), name="desk-preview-look"),
    path("<int:revision>/share/", _staff(share), name="desk-preview-share"),
    path("draft/<int:subject>/", _staff(preview), name="desk-preview-draft"),
    path("draft/<int:subject>/page/", _staff(preview_page), name="desk-preview-draft-page"),
    path("draft/<int:subject>/look.css", _staff(preview_look), name="desk-preview-draft-look"),
    path("style/<slug:theme>/hub.css", _staff(preview_style), name="desk-preview-style"),
]
