"""The page around a preview: in frames as phone and desktop, light and dark, and as others will show it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from series.admin.previews.asked import Asked, asked
from series.models import PreviewLink, Revision
from series.pages.live import LiveSubject
from series.pages.shown.names import headline
from series.previews import answers, head
from series.previews.head import Head
from series.previews.overlay import live_set
from series.previews.page import public_bytes, renditions
from series.previews.shown import Shown
from series.previews.standing import Standing, whereabouts
from series.publishing.due import database_now
from series.revisions import says
from series.video.addresses import media_url
from sparks.desk.times import in_utc

SIZES = {"phone": (_("Phone"), 390), "desktop": (_("Desktop"), 1280)}
THEMES = {"both": _("Light and dark"), "light": _("Light"), "dark": _("Dark")}
LINKS = 10


@require_safe
def preview(request: HttpRequest, revision: int | None = None, subject: int | None = None) -> HttpResponse:
    wanted = asked(request, revision=revision, subject=subject)
    shows = wanted.shows
    size = request.GET.get("size") if request.GET.get("size") in SIZES else "phone"
    theme = request.GET.get("theme") if request.GET.get("theme") in THEMES else "both"
    live = live_set(shows)
    main = live.overlay[wanted.subject.pk]
    newest = wanted.subject.revisions.order_by("-number").first()
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "subtitle": str(wanted.subject),
        "asked": wanted,
        "subject": wanted.subject,
        "thing_url": _thing(wanted),
        "revision": wanted.revision,
        "newest": newest,
        "edited": _edited(wanted, newest),
        "draft_url": reverse("desk-preview-draft", args=[wanted.subject.pk]),
        "at": in_utc(main.published_at) if main.published_at else "",
        "standing": whereabouts(wanted.revision) if wanted.revision else None,
        "standings": Standing,
        "size": size,
        "theme": theme,
        "sizes": [{"name": name, "label": label, "on": name == size} for name, (label, _w) in SIZES.items()],
        "themes": [{"name": name, "label": label, "on": name == theme} for name, label in THEMES.items()],
        "frames": _frames(wanted, theme=str(theme)),
        "width": SIZES[str(size)][1],
        "head": _head(shows, live=live),
        "entry": _entry(main),
        "answers": answers.of_revisions([wanted.revision.pk] if wanted.revision else []),
        "may_share": request.user.has_perm("series.share_preview"),
        "links": links_of(wanted) if request.user.has_perm("series.view_previewlink") else None,
        "now": database_now(),
        "all_links": f"{reverse('admin:series_previewlink_changelist')}?subject__id__exact={wanted.subject.pk}",
    }
    return TemplateResponse(request, "admin/previews/preview.html", context)


def _entry(main: LiveSubject) -> dict[str, str] | None:
    """As a reader of feeds lists it."""
    if main.kind != "episode":
        return None
    return {"title": headline(main.content), "summary": main.content.get("summary") or ""}


def links_of(wanted: Asked) -> list[PreviewLink]:
    """The latest links to this subject, those to other revisions too."""
    links = PreviewLink.objects.filter(subject=wanted.subject).select_related("revision", "made_by")
    return list(links.order_by("-pk")[:LINKS])


def _thing(wanted: Asked) -> str:
    opts = wanted.subject.thing._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[wanted.subject.thing.pk])


def _edited(wanted: Asked, newest: Revision | None) -> bool:
    """Whether what is shown is not what a link to the newest revision would show."""
    if newest is None or wanted.revision is not None:
        return False
    return not says(newest, wanted.shows.main.content)


def _frames(wanted: Asked, *, theme: str) -> list[dict[str, Any]]:
    chosen = ["light", "dark"] if theme == "both" else [theme]
    page = wanted.address("page")
    return [{"label": THEMES[one], "theme": one, "url": f"{page}?theme={one}"} for one in chosen]


def _head(shows: Shown, *, live: Any) -> Head:
    """As machines will read it, with a picture that is not public yet from where staff can see it."""
    found = head.read(public_bytes(shows, live=live))
    for rendition in renditions(shows).values():
        if found.picture.endswith(media_url(rendition.public_key)):
            found.metas["og:image"] = reverse("desk-file", args=[rendition.pk])
    return found
