"""The list of a person's notices, opening one, and marking them."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from series.models.notice import Topic
from series.notices import reading
from series.notices.paths import inside

EACH = 30


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    person: Any = request.user
    topic = request.GET.get("topic", "")
    topic = topic if topic in Topic.values else ""
    only_unread = request.GET.get("unread") == "1"
    rows = reading.unread(person) if only_unread else reading.of(person)
    page = Paginator(rows.filter(topic=topic) if topic else rows, EACH).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "page": page,
        "topic": topic,
        "only_unread": only_unread,
        "topics": [
            {"url": _address(topic=value, unread=only_unread), "label": label, "chosen": value == topic}
            for value, label in [("", _("everything")), *Topic.choices]
        ],
        "both": [
            {"url": _address(topic=topic, unread=unread), "label": label, "chosen": unread == only_unread}
            for unread, label in [(False, _("All")), (True, _("Unread"))]
        ],
        "here": _address(topic=topic, unread=only_unread, page=page.number),
        "earlier": _address(topic=topic, unread=only_unread, page=page.number + 1) if page.has_next() else "",
        "later": _address(topic=topic, unread=only_unread, page=page.number - 1)
        if page.has_previous()
        else "",
        # The newest that this person can have seen: what comes later is not read by a press here.
        "up_to": next(iter(reading.of(person).values_list("pk", flat=True)[:1]), 0),
    }
    return TemplateResponse(request, "admin/notices/list.html", context)


@never_cache
@require_safe
def opened(request: HttpRequest, pk: int) -> HttpResponse:
    """Goes to where the matter stands; whoever opened a notice has read it."""
    person: Any = request.user
    notice = get_object_or_404(reading.of(person), pk=pk)
    # A browser that fetches ahead has shown nobody anything yet.
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        reading.mark_read(person=person, notices=[pk])
    return HttpResponseRedirect(inside(notice.path))


@require_POST
def marked(request: HttpRequest) -> HttpResponse:
    """Marks one read or unread, or all that was on the page. Goes back to the list as it was."""
    person: Any = request.user
    topic = request.POST.get("topic", "")
    if "read" in request.POST:
        reading.mark_read(person=person, notices=_numbers(request.POST.getlist("read")))
    elif "unread" in request.POST:
        reading.mark_unread(person=person, notices=_numbers(request.POST.getlist("unread")))
    elif "all" in request.POST:
        up_to = next(iter(_numbers([request.POST.get("up_to", "")])), 0)
        count = reading.mark_all_read(
            person=person, up_to=up_to, topic=topic if topic in Topic.values else ""
        )
        said = ngettext("%(n)s notice is marked as read.", "%(n)s notices are marked as read.", count)
        messages.success(request, said % {"n": count})
    back = request.POST.get("back", "")
    return HttpResponseRedirect(
        inside(back) if back.startswith(reverse("desk-notices")) else reverse("desk-notices")
    )


def _numbers(words: list[str]) -> list[int]:
    """Ids out of a form; what is none, or larger than any, is nobody's notice."""
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19]


def _address(*, topic: str, unread: bool, page: int = 1) -> str:
    asked = {"topic": topic, "unread": "1" if unread else "", "page": page if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("desk-notices") + (f"?{query}" if query else "")
