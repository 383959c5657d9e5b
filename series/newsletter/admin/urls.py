from django.contrib import admin
from django.urls import path

from series.newsletter.admin.address import address
from series.newsletter.admin.overview import overview

urlpatterns = [
    path("newsletter/overview/", admin.site.admin_view(overview), name="desk-newsletter"),
    path(
        "newsletter/subscriber/<int:pk>/address/",
        admin.site.admin_view(address),
        name="desk-subscriber-address",
    ),
]
