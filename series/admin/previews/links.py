"""Every preview link: for whom, whether it lives, how often it was opened. Changed by revoking only."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from series.admin.items import THINGS
from series.admin.previews.revoke import Revoke
from series.models import PreviewLink
from series.previews import links
from series.previews.links import ALIVE
from sparks.desk.acts import Act
from sparks.desk.confirmation import act_urls, buttons
from sparks.desk.history_page import HistoryPage
from sparks.desk.only_looked_at import NotByForm
from sparks.desk.times import in_utc

WHICH = {
    "open": ALIVE,
    "over": Q(revoked_at__isnull=True, expires_at__lte=Now()),
    "revoked": Q(revoked_at__isnull=False),
}
COLOURS = {"open": "success", "over": None, "revoked": "danger"}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(links.STATES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = WHICH.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


@admin.register(PreviewLink)
class PreviewLinkAdmin(NotByForm, HistoryPage, ModelAdmin):
    acts: ClassVar[tuple[Act, ...]] = (Revoke(),)
    list_display = ["recipient", "what", "shows", "state_shown", "uses", "last_opened", "ends", "maker"]
    list_filter = [StateFilter, "purpose"]
    search_fields = [
        "recipient",
        "subject__episode__title",
        "subject__creator__name",
        "subject__series__title",
    ]
    list_select_related = ["revision", "made_by", "revoked_by", "subject", *THINGS]
    ordering = ["-id"]
    actions = None
    change_form_outer_before_template = "admin/previews/link.html"
    fields = [
        *(
            "recipient",
            "what",
            "shows",
            "purpose",
            "state_said",
            "ends",
            "uses",
            "first_opened",
            "last_opened",
        ),
        *("maker", "made", "revoked"),
    ]

    def get_urls(self) -> list[URLPattern]:
        return [*act_urls(self, self.acts), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(now=Now()).select_related(*self.list_select_related)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        return lookup == "subject__id__exact" or super().lookup_allowed(lookup, value, request)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        link = context["original"]
        shows = {
            "label": _("What it shows now"),
            "icon": "visibility",
            "danger": False,
            "url": _preview_of(link),
        }
        context["link_buttons"] = [shows, *buttons(self, request, link, self.acts)]
        context["link_answers"] = list(link.answers.select_related("link", "revision"))
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("what"))
    def what(self, obj: Any) -> str:
        return str(obj.subject)

    @display(description=_("shows"))
    def shows(self, obj: Any) -> str:
        return _("revision %(n)d") % {"n": obj.revision.number} if obj.revision else _("the newest")

    @display(description=_("state"), label=COLOURS)
    def state_shown(self, obj: Any) -> tuple[str, Any]:
        name = links.state_of(obj, at=obj.now)
        return name, links.STATES[name]

    @display(description=_("state"))
    def state_said(self, obj: Any) -> str:
        return str(links.STATES[links.state_of(obj, at=obj.now)])

    @display(description=_("ends"), ordering="expires_at")
    def ends(self, obj: Any) -> str:
        return in_utc(obj.expires_at)

    @display(description=_("first opened"))
    def first_opened(self, obj: Any) -> str:
        return in_utc(obj.first_used_at)

    @display(description=_("last opened"), ordering="last_used_at")
    def last_opened(self, obj: Any) -> str:
        return in_utc(obj.last_used_at)

    @display(description=_("made by"), ordering="made_by")
    def maker(self, obj: Any) -> str:
        # The link lives on when its maker leaves: whom it was given to is still looking.
        if obj.made_by.is_active:
            return str(obj.made_by)
        return format_html("{} <strong>({})</strong>", obj.made_by, _("account closed"))

    @display(description=_("made"))
    def made(self, obj: Any) -> str:
        return in_utc(obj.made_at)

    @display(description=_("revoked"))
    def revoked(self, obj: Any) -> str:
        return f"{in_utc(obj.revoked_at)}, {obj.revoked_by}" if obj.revoked_at else "–"


def _preview_of(link: PreviewLink) -> str:
    return reverse("desk-preview", args=[links.revision_of(link).pk])
