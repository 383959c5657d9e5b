"""The doors for who waits for one film: the form at its teaser, and the film's entry for a calendar.

What is not announced is answered like what there is not: an address tells nothing of a film that nobody named.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from series.newsletter import throttle
from series.newsletter.forms import ReminderForm
from series.newsletter.page import page
from series.newsletter.reminding import LONGEST, Ask, announced, remind
from series.pages.feeds.calendar import calendar
from series.pages.live import LiveSet, LiveSubject
from series.pages.shown.addresses import link
from series.pages.shown.language import interface_language


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest, episode: int) -> HttpResponse:
    live = LiveSet()
    teaser = announced(episode, live=live)
    if teaser is None:
        return _instead(episode, live)
    if request.method != "POST":
        return _form(ReminderForm(), teaser, live)
    form = ReminderForm(request.POST)
    if not form.is_valid():
        return _form(form, teaser, live, status=422)
    seconds = throttle.wait(request)
    if seconds:
        response = _form(form, teaser, live, status=429, minutes=-(-seconds // 60))
        response["Retry-After"] = str(seconds)
        return response
    if not form.cleaned_data["website"]:
        remind(
            Ask(
                episode=episode,
                address=form.cleaned_data["address"],
                language=_spoken(form),
                consent=_consent(teaser, live),
            )
        )
    # The same for every address, known or not, and for programs too.
    return _see_other(f"/newsletter/remind/{episode}/asked/")


@require_safe
def reminder_asked(request: HttpRequest, episode: int) -> HttpResponse:
    live = LiveSet()
    teaser = announced(episode, live=live)
    given = {"title": _("Look into your mailbox"), "back": link(teaser.path) if teaser else "/"}
    return page("newsletter_reminder_asked", given, live=live)


@require_safe
def entry(request: HttpRequest, episode: int) -> HttpResponse:
    """The film's premiere as a calendar of one entry, the same as in the calendars to subscribe to."""
    live = LiveSet()
    film = live.get(episode)
    shown = film if film is not None and film.kind == "episode" else None
    teaser = live.teaser_of(episode) if film is None else None
    subject = shown or (teaser if teaser is not None and teaser.premieres_at else None)
    if subject is None or not subject.path:
        return _instead(episode, live)
    site = live.site().content
    book = calendar(
        name=site["name"],
        description="",
        zone=subject.premiere_zone or site.get("zone") or "UTC",
        colour=site.get("ember") or "",
        path=request.path,
        home=subject.path,
        coming=[teaser] if teaser else [],
        shown=[shown] if shown else [],
        live=live,
    )
    response = HttpResponse(book, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="premiere-{episode}.ics"'
    response["Cache-Control"] = "public, max-age=60"
    return response


def _form(
    form: ReminderForm, teaser: LiveSubject, live: LiveSet, *, status: int = 200, minutes: int = 0
) -> HttpResponse:
    given = {
        "title": _("Remind me"),
        "form": form,
        "name": teaser.content["name"],
        "back": link(teaser.path),
        "minutes": minutes,
        "months": LONGEST.days // 30,
    }
    return page("newsletter_reminder", given, live=live, status=status, language=_spoken(form))


def _instead(episode: int, live: LiveSet) -> HttpResponse:
    """To the film itself where it is out; else what there is not."""
    film = live.get(episode)
    if film is not None and film.kind == "episode" and film.path:
        return _see_other(link(film.path))
    return page("newsletter_reminder_over", {"title": _("Nothing to wait for")}, live=live, status=404)


def _spoken(form: ReminderForm) -> str:
    typed = str(form["language"].value() or "")
    return interface_language(typed or get_language() or "en")


def _consent(teaser: LiveSubject, live: LiveSet) -> str:
    return _("%(hub)s may write one mail to this address when the film with %(name)s is out.") % {
        "hub": live.site().content["name"],
        "name": teaser.content["name"],
    }


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    response["Cache-Control"] = "private, no-store"
    return response
