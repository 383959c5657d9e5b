from django.contrib import admin
from django.urls import path

from series.admin.calendar import acts, addresses, entry, look

_view = admin.site.admin_view

urlpatterns = [
    path("", _view(look.calendar), name="desk-calendar"),
    path("release/<int:pk>/", _view(entry.release), name="desk-calendar-release"),
    path("slot/<int:pk>/", _view(entry.slot), name="desk-calendar-slot"),
    path("reserve/<int:pk>/", _view(entry.reserve), name="desk-calendar-reserve"),
    path("move/<int:pk>/", _view(acts.move), name="desk-calendar-move"),
    path("swap/<int:pk>/", _view(acts.swap), name="desk-calendar-swap"),
    path("seat/<int:pk>/", _view(acts.seat), name="desk-calendar-seat"),
    path("pull/<int:pk>/", _view(acts.pull), name="desk-calendar-pull"),
    path("undo/<int:pk>/", _view(acts.undo), name="desk-calendar-undo"),
    path("addresses/", _view(addresses.addresses), name="desk-calendar-addresses"),
    path("addresses/<int:pk>/revoke/", _view(addresses.revoke), name="desk-calendar-revoke"),
]
