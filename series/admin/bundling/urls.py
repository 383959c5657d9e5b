from django.contrib import admin
from django.urls import path

from series.admin.bundling.page import page

urlpatterns = [path("bundle/", admin.site.admin_view(page), name="desk-bundle")]
