"""How the desk looks and what its menu holds. An entry is shown to those who may look behind it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _may(*permissions: str) -> Callable[[HttpRequest], bool]:
    def may(request: HttpRequest) -> bool:
        return any(request.user.has_perm(permission) for permission in permissions)

    return may


def _page(title: object, icon: str, name: str, *permissions: str) -> dict[str, object]:
    return {"title": title, "icon": icon, "link": reverse_lazy(name), "permission": _may(*permissions)}


def _entry(title: object, icon: str, model: str) -> dict[str, object]:
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": _may(f"{app}.view_{name}", f"{app}.change_{name}"),
    }


UNFOLD = {
    "SITE_TITLE": _("Desk"),
    "SITE_HEADER": _("Desk"),
    "SITE_SYMBOL": "timer",
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "BORDER_RADIUS": "2px",
    "ENVIRONMENT": "series.admin.home.environment",
    "DASHBOARD_CALLBACK": "series.admin.home.home",
    "STYLES": [
        lambda request: static("admin-desk/desk.css"),
        lambda request: static("admin-desk/notices.css"),
        lambda request: static("admin-desk/reviews.css"),
    ],
    "SCRIPTS": [lambda request: static("admin-desk/palette.js")],
    "COLORS": {
        # Paper and ink, and the ember of the house.
        "base": {
            "50": "#faf8f5",
            "100": "#f2efea",
            "200": "#e4dfd7",
            "300": "#cdc6bb",
            "400": "#9f978b",
            "500": "#746d63",
            "600": "#575149",
            "700": "#423d37",
            "800": "#2b2824",
            "900": "#1b1917",
            "950": "#121110",
        },
        "primary": {
            "50": "#fff5ef",
            "100": "#ffe7d9",
            "200": "#fdcdb2",
            "300": "#f9a97e",
            "400": "#f0804a",
            "500": "#dd5f24",
            "600": "#b8430f",
            "700": "#99370f",
            "800": "#7a2f12",
            "900": "#632912",
            "950": "#351205",
        },
    },
    # The palette is at work on every page; what somebody looked for stays in no browser.
    "COMMAND": {"search_models": False, "show_history": False},
    "ACCOUNT": {"navigation": [{"title": _("Your account"), "link": reverse_lazy("account")}]},
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "items": [
                    {"title": _("Today"), "icon": "today", "link": reverse_lazy("admin:index")},
                    {"title": _("Find"), "icon": "search", "link": reverse_lazy("desk-find")},
                    {"title": _("Notices"), "icon": "notifications", "link": reverse_lazy("desk-notices")},
                ]
            },
            {
                "title": _("Stories"),
                "items": [
                    _entry(_("Episodes"), "movie", "series.episode"),
                    _entry(_("Teasers"), "campaign", "series.teaser"),
                    _entry(_("Series"), "video_library", "series.series"),
                    _entry(_("Creators"), "person", "creators.creator"),
                    _entry(_("Consents"), "signature", "creators.consent"),
                    _entry(_("Causes"), "volunteer_activism", "creators.cause"),
                ],
            },
            {
                "title": _("Schedule"),
                "items": [
                    {
                        "title": _("Calendar"),
                        "icon": "calendar_view_month",
                        "link": reverse_lazy("desk-calendar"),
                        "permission": _may("series.view_release"),
                    },
                    _entry(_("Reviews"), "rate_review", "series.review"),
                    _entry(_("Preview links"), "share", "series.previewlink"),
                    _entry(_("Seasons"), "calendar_month", "series.season"),
                    _entry(_("Releases"), "rocket_launch", "series.release"),
                    _page(_("Import and export"), "upload_file", "desk-lineups", "series.import_lineup"),
                    _entry(_("Effects"), "outbound", "series.effect"),
                ],
            },
            {
                "title": _("Newsletter"),
                "items": [
                    _page(_("Readers and issues"), "groups", "desk-newsletter", "newsletter.view_issue"),
                    _entry(_("Issues"), "newsmode", "newsletter.issue"),
                    _entry(_("Ledger"), "outgoing_mail", "newsletter.delivery"),
                    _entry(_("Subscribers"), "group", "newsletter.subscriber"),
                    _entry(_("Suppression list"), "block", "newsletter.suppression"),
                    _entry(_("Looks at addresses"), "visibility", "newsletter.addresslook"),
                ],
            },
            {
                "title": _("Hub"),
                "items": [
                    _entry(_("Site"), "home", "series.site"),
                    _page(_("Audience"), "bar_chart", "desk-audience", "series.view_audience"),
                    _entry(_("Front page"), "web", "series.front"),
                    _entry(_("Impact figures"), "monitoring", "series.impactfigure"),
                    _entry(_("Resources"), "school", "series.resource"),
                    _entry(_("Legal pages"), "gavel", "series.legalpage"),
                    _entry(_("Webhooks"), "webhook", "series.webhookendpoint"),
                    _entry(_("Staff"), "group", "accounts.user"),
                    _entry(_("Invitations"), "mail", "accounts.invitation"),
                    _entry(_("Roles"), "badge", "auth.group"),
                    _page(_("History"), "history", "desk-history", "series.read_history"),
                ],
            },
        ],
    },
}
