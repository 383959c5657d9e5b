from django.contrib import admin
from django.urls import path

from series.admin.reviewing import pages, people

urlpatterns = [
    path("review/people/", admin.site.admin_view(people.people), name="desk-review-people"),
    path("review/<int:review>/comment/", admin.site.admin_view(pages.begin), name="desk-comment"),
    path("review/thread/<int:thread>/answer/", admin.site.admin_view(pages.answer), name="desk-answer"),
    path("review/thread/<int:thread>/<slug:move>/", admin.site.admin_view(pages.settle), name="desk-settle"),
    path("review/comment/<int:comment>/correct/", admin.site.admin_view(pages.correct), name="desk-correct"),
    path(
        "review/comment/<int:comment>/take-back/",
        admin.site.admin_view(pages.take_back),
        name="desk-take-back",
    ),
]
