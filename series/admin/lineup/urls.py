from django.urls import path, register_converter

from series.admin.lineup.apply import act, apply
from series.admin.lineup.export import export
from series.admin.lineup.look import look, progress, reasons
from series.admin.lineup.mend import mend
from series.admin.lineup.upload import front, template


class _Kind:
    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _Act(_Kind):
    regex = "again|drop|leave-out"


register_converter(_Kind, "table_kind")
register_converter(_Act, "lineup_act")

urlpatterns = [
    path("", front, name="desk-lineups"),
    path("template.<table_kind:kind>", template, name="desk-lineup-template"),
    path("export/<slug:what>.<table_kind:kind>", export, name="desk-export"),
    path("<int:pk>/", look, name="desk-lineup"),
    path("<int:pk>/progress.json", progress, name="desk-lineup-progress"),
    path("<int:pk>/reasons.csv", reasons, name="desk-lineup-reasons"),
    path("<int:pk>/apply/", apply, name="desk-lineup-apply"),
    path("<int:pk>/<int:line>/", mend, name="desk-lineup-row"),
    path("<int:pk>/<lineup_act:name>/", act, name="desk-lineup-act"),
]
