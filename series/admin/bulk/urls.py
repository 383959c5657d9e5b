from django.contrib import admin
from django.urls import path

from series.admin.bulk import pages

urlpatterns = [
    path("bulk/result/<int:pk>/", admin.site.admin_view(pages.result), name="desk-bulk-result"),
    path("bulk/<slug:name>/", admin.site.admin_view(pages.confirm), name="desk-bulk"),
]
