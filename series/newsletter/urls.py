from django.urls import path

from series.newsletter import reminder_pages, views
from series.newsletter.bounces.door import bounces

urlpatterns = [
    path("", views.home, name="newsletter"),
    path("asked/", views.asked, name="newsletter-asked"),
    path("confirm/<str:token>/", views.confirm, name="newsletter-confirm"),
    path("yours/<str:token>/", views.yours, name="newsletter-yours"),
    path("leave/<str:token>/", views.leave, name="newsletter-leave"),
    path("remind/<int:episode>/", reminder_pages.reminder, name="newsletter-reminder"),
    path("remind/<int:episode>/asked/", reminder_pages.reminder_asked),
    path("remind/<int:episode>/premiere.ics", reminder_pages.entry),
    path("bounces/", bounces, name="newsletter-bounces"),
]
