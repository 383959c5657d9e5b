from django.contrib import admin
from django.urls import path

from series.admin.comparing import views

urlpatterns = [
    path("compare/<int:subject_id>/", admin.site.admin_view(views.compare), name="desk-compare"),
]
