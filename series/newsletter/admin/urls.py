from django.contrib import admin
from django.urls import path

from series.newsletter.admin.address import address

urlpatterns = [
    path(
        "newsletter/subscriber/<int:pk>/address/",
        admin.site.admin_view(address),
        name="desk-subscriber-address",
    ),
]
