from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("series.health_urls")),
    path("admin/", admin.site.urls),
]
