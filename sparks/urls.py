from django.contrib import admin
from django.urls import include, path

from series.admin.files import screened
from series.oembed import oembed
from series.redirects import redirect

urlpatterns = [
    path("", include("series.health_urls")),
    path("_redirect", redirect),
    path("oembed", oembed),
    path("admin/file/<int:pk>/", screened, name="desk-file"),
    path("admin/", admin.site.urls),
]
