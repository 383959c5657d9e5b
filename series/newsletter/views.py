"""The doors for readers: asking, confirming, choosing, leaving.

No cookie, and so no token against forged forms: there is nothing in a browser that a forger could borrow. Who fills in
the form proves nothing and gets nothing but a letter to the address itself; everything else is done by a word that
stands in that mailbox alone. GET changes nothing anywhere, for scanners follow every link of a mail.
"""

from contextlib import AbstractContextManager
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from series.newsletter import confirming, leaving, throttle
from series.newsletter.addresses import masked
from series.newsletter.choosing import choose
from series.newsletter.forgetting import KEPT
from series.newsletter.forms import EVERYTHING, SOME, ChoicesForm, JoinForm
from series.newsletter.joining import Wish, join
from series.newsletter.models import Subscriber
from series.newsletter.offered import Offer, offered
from series.newsletter.page import page
from series.newsletter.reminding import only_reminded
from series.newsletter.states import SubscriberState
from series.pages.live import LiveSet
from series.pages.shown.addresses import link
from series.pages.shown.language import interface_language

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@read_or_send
def home(request: HttpRequest) -> HttpResponse:
    live = LiveSet()
    offer = offered(live)
    if request.method != "POST":
        language = interface_language(getattr(request, "LANGUAGE_CODE", "en"))
        form = JoinForm(offer=offer, initial={"what": EVERYTHING, "language": language})
        return _form(form, live)
    form = JoinForm(request.POST, offer=offer)
    if not form.is_valid():
        return _form(form, live, status=422)
    seconds = throttle.wait(request)
    if seconds:
        response = _form(form, live, status=429, minutes=-(-seconds // 60))
        response["Retry-After"] = str(seconds)
        return response
    if not form.cleaned_data["website"]:
        everything, subjects = form.wanted()
        join(
            Wish(
                address=form.cleaned_data["address"],
                language=form.cleaned_data["language"],
                everything=everything,
                subjects=subjects,
                consent=_consent(live),
            )
        )
    # The same for every address, known or not, and for programs too.
    return _see_other("newsletter-asked")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return page("newsletter_asked", {"title": _("Look into your mailbox")})


@csrf_exempt
@read_or_send
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            with _without_the_token("confirm a subscription"):
                row = confirming.confirm(token)
            return _see_other("newsletter-yours", row.leave_token)
        row = confirming.find(token)
    except confirming.Refused:
        return page("newsletter_over", {"title": _("This link is good no more")}, status=404)
    live = LiveSet()
    given = {**_standing(row, offered(live)), "title": _("Shall we write to you?")}
    return page("newsletter_confirm", given, live=live, language=row.language)


@csrf_exempt
@read_or_send
def yours(request: HttpRequest, token: str) -> HttpResponse:
    row = Subscriber.objects.filter(leave_token=token).first()
    if row is None:
        return _nobody()
    if row.state != SubscriberState.CONFIRMED:
        return _left(row)
    live = LiveSet()
    offer = offered(live)
    form = ChoicesForm(request.POST or None, offer=offer, initial=_chosen(row))
    if request.method == "POST" and form.is_valid():
        everything, subjects = form.wanted()
        try:
            choose(
                token=token,
                language=form.cleaned_data["language"],
                everything=everything,
                subjects=subjects,
                consent=_consent(live),
            )
        except confirming.Refused:
            row.refresh_from_db()
            return _left(row)
        return _see_other("newsletter-yours", token, "?kept")
    given = {
        **_standing(row, offer),
        "title": _("What you get"),
        "only_films": only_reminded(row),
        "consent": _consent(live),
        "form": form,
        "kept": "kept" in request.GET,
        "leave": reverse("newsletter-leave", args=[token]),
    }
    status = 422 if form.is_bound else 200
    return page("newsletter_yours", given, live=live, status=status, language=row.language)


@csrf_exempt
@read_or_send
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A POST leaves at once and answers 200, whatever it holds: RFC 8058 allows no page between and no redirect."""
    if request.method == "POST":
        try:
            with _without_the_token("leave the newsletter"):
                gone = leaving.leave(token)
            return _left(gone)
        except confirming.Refused:
            return _nobody()
    row = Subscriber.objects.filter(leave_token=token).first()
    if row is None:
        return _nobody()
    if row.state in {SubscriberState.LEFT, SubscriberState.SUPPRESSED}:
        return _left(row)
    given = {
        "title": _("Shall we stop writing?"),
        "who": masked(row.address),
        "yours": reverse("newsletter-yours", args=[token]),
    }
    return page("newsletter_leave", given, language=row.language)


def _without_the_token(act: str) -> AbstractContextManager[Any]:
    """The database keeps the address of an act with its history; these are secret."""
    return pghistory.context(url=reverse("newsletter"), act=act)


def _form(form: JoinForm, live: LiveSet, *, status: int = 200, minutes: int = 0) -> HttpResponse:
    given = {"form": form, "consent": _consent(live), "minutes": minutes}
    return page("newsletter", given, live=live, status=status)


def _consent(live: LiveSet) -> str:
    """What is agreed to, word for word; it is kept with the subscription."""
    return _(
        "%(hub)s may write to this address when a new film is out that I asked for. "
        "I can leave with one press in every mail."
    ) % {"hub": live.site().content["name"]}


def _standing(row: Subscriber, offer: Offer) -> dict[str, object]:
    followed = set(row.followings.values_list("subject", flat=True))
    names = [] if row.everything else offer.names(followed)
    return {
        "who": masked(row.address),
        "everything": row.everything,
        "names": names,
        "films": _awaited(row),
    }


def _awaited(row: Subscriber) -> list[dict[str, str]]:
    """The films that they asked to be reminded of, as far as the public knows them."""
    live = LiveSet()
    awaited = list(row.reminders.order_by("id").values_list("episode_id", flat=True)[:50])
    live.many(awaited)
    shown = [live.get(episode) or live.teaser_of(episode) for episode in awaited]
    return [
        {"name": one.content.get("creator_name") or one.content["name"], "path": link(one.path)}
        for one in shown
        if one is not None and one.path
    ]


def _chosen(row: Subscriber) -> dict[str, object]:
    return {
        # Who waits for films alone may want all of them.
        "what": EVERYTHING if row.everything or only_reminded(row) else SOME,
        "subjects": list(row.followings.values_list("subject", flat=True)),
        "language": interface_language(row.language),
    }


def _left(row: Subscriber) -> HttpResponse:
    given = {
        "title": _("We write to you no more"),
        "days_kept": KEPT.days,
        "forgotten": row.forgotten_at is not None,
    }
    return page("newsletter_left", given, language=row.language)


def _nobody() -> HttpResponse:
    return page("newsletter_over", {"title": _("This link is good no more")}, status=404)


def _see_other(name: str, *args: str) -> HttpResponse:
    parts, query = ([*args[:-1]], args[-1]) if args and args[-1].startswith("?") else ([*args], "")
    response = HttpResponseRedirect(reverse(name, args=parts) + query)
    response.status_code = 303
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
