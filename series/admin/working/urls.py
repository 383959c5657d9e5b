from django.contrib import admin
from django.urls import path

from series.admin.working import views

urlpatterns = [
    path("draft/<int:subject_id>/", views.for_scripts(views.keep), name="desk-draft"),
    path(
        "draft/<int:draft_id>/throw-away/",
        admin.site.admin_view(views.throw_away),
        name="desk-draft-throw-away",
    ),
    path("presence/<int:subject_id>/", views.for_scripts(views.here), name="desk-presence"),
]
