from django.urls import path, re_path

from series.previews.visit import nothing, visit
from series.previews.visit_page import visit_file, visit_look, visit_page

urlpatterns = [
    path("", nothing, name="preview-nothing"),
    path("<str:token>/", visit, name="preview"),
    # A redirect to the address with a slash would be Django's, and any cache might keep it.
    path("<str:token>", visit),
    path("<str:token>/page/", visit_page, name="preview-page"),
    path("<str:token>/look.css", visit_look, name="preview-look"),
    path("<str:token>/file/<int:pk>/", visit_file, name="preview-file"),
    re_path(r"^(?P<rest>.*)$", nothing),
]
