from django.urls import path

from series.admin.audience.export import pages, sites
from series.admin.audience.page import audience

urlpatterns = [
    path("", audience, name="desk-audience"),
    path("pages.csv", pages, name="desk-audience-pages"),
    path("sites.csv", sites, name="desk-audience-sites"),
]
