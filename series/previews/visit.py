"""The page at a private address: the preview in its frame, and a question where the link asks one.

No cookie, no script, no trace of who came. Without cookies nobody can be made to act unknowingly: the address alone
is the right to answer, and the form carries a signature that binds it to the link and to the revision on the page.
"""

import pghistory
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from series.models import PreviewLink
from series.pages.shown.addresses import link as in_percent
from series.previews import answers, links, outside
from series.previews.answer_form import AnswerForm
from series.previews.door import Visit, door, private
from series.previews.standing import Standing

SEEN = signing.Signer(salt="series.previews.seen")


@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponseBase:
    if request.method == "POST":
        return _sent(request, token)
    # A program that only knocks has seen nothing.
    return (_opened if request.method == "GET" else _knocked)(request, token)


def _show(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if visit.where.standing == Standing.OUT:
        return HttpResponseRedirect(in_percent(visit.where.path))
    if visit.where.standing == Standing.WITHDRAWN:
        return outside.withdrawn()
    return _page(visit, form=AnswerForm())


_opened = door(_show, find=links.opened)
_knocked = door(_show)


@door
def _sent(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    if not visit.asks:
        return _show(request, visit)
    form = AnswerForm(request.POST)
    seen = _seen(request.POST.get("seen", ""), link=visit.link)
    if seen is None:
        form.add_error(None, _("This form was not from this page. Look at the page again, then answer."))
    if not form.is_valid() or seen is None:
        return _page(visit, form=form, seen=seen)
    try:
        # The database keeps the address of an act with it; this one is secret.
        with pghistory.context(url=reverse("preview-nothing"), act="answer to a preview"):
            answers.answer(link_id=visit.link.pk, revision_id=seen, **form.cleaned_data)
    except answers.Closed:
        return outside.nothing_here()
    back = HttpResponseRedirect(reverse("preview", args=[visit.token]) + "#answer")
    back.status_code = 303
    return back


def _page(visit: Visit, *, form: AnswerForm, seen: int | None = None) -> HttpResponse:
    given = list(visit.link.answers.select_related("revision").order_by("-pk")[:20])
    here = [one for one in given if one.revision_id == visit.revision.pk]
    before = [one for one in given if one.revision_id != visit.revision.pk]
    return outside.page(
        "previews/visit.html",
        {
            "title": _("A preview for %(name)s") % {"name": visit.link.recipient},
            "link": visit.link,
            "revision": visit.revision,
            "page": reverse("preview-page", args=[visit.token]),
            "asks": visit.asks,
            "form": form,
            "newer": seen is not None and seen != visit.revision.pk,
            "seen": SEEN.sign(f"{visit.link.pk}.{visit.revision.pk}"),
            "answer": here[0] if here else None,
            "earlier": before[0] if before else None,
        },
        status=422 if form.is_bound else 200,
    )


def _seen(sent: str, *, link: PreviewLink) -> int | None:
    """The revision that stood on the page this form came from."""
    try:
        link_id, _dot, revision_id = SEEN.unsign(sent).partition(".")
    except signing.BadSignature:
        return None
    return int(revision_id) if int(link_id) == link.pk else None


@private
@require_safe
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    return outside.nothing_here()
