from django.contrib import admin
from django.urls import include, path

from series.admin.calendar.feed import calendar_feed
from series.admin.files import screened
from series.admin.finding.views import find_page, palette
from series.oembed import oembed
from series.redirects import redirect
from series.search.views import search_json, search_page
from series.statistics.views import count
from series.style.views import style

urlpatterns = [
    path("", include("series.health_urls")),
    path("_redirect", redirect),
    path("oembed", oembed),
    path("search/", search_page),
    path("search.json", search_json),
    path("count", count),
    path("preview/", include("series.previews.urls")),
    path("style/", admin.site.admin_view(style), name="hub-style"),
    path("newsletter/", include("series.newsletter.urls")),
    path("admin/preview/", include("series.admin.previews.urls")),
    path("accounts/", include("sparks.accounts.urls")),
    path("admin/file/<int:pk>/", screened, name="desk-file"),
    path("admin/calendar/", include("series.admin.calendar.urls")),
    path("desk-calendar/<path:token>", calendar_feed, name="calendar-feed"),
    path("admin/search/", palette),
    path("admin/find/", find_page, name="desk-find"),
    path("admin/filters/", include("series.admin.saved_filters")),
    path("admin/history/", include("series.admin.activity")),
    path("admin/audience/", include("series.admin.audience.urls")),
    path("admin/lineup/", include("series.admin.lineup.urls")),
    path("admin/", include("series.admin.notices.urls")),
    path("admin/", include("series.admin.working.urls")),
    path("admin/", include("series.admin.comparing.urls")),
    path("admin/", include("series.admin.reviewing.urls")),
    path("admin/", include("series.admin.bulk.urls")),
    path("admin/", include("series.admin.bundling.urls")),
    path("admin/", include("series.newsletter.admin.urls")),
    path("admin/", admin.site.urls),
]
