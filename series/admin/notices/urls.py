from django.contrib import admin
from django.urls import path

from series.admin.notices import choices, pages

_desk = admin.site.admin_view

urlpatterns = [
    path("notices/", _desk(pages.listed), name="desk-notices"),
    path("notices/mark/", _desk(pages.marked), name="desk-notices-mark"),
    path("notices/choices/", _desk(choices.chosen), name="desk-notice-choices"),
    path("notices/<int:pk>/", _desk(pages.opened), name="desk-notice"),
]
