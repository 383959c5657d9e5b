from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from series.models import Page
from series.pages.kinds import episode as episodes
from series.pages.live import LiveSet, LiveSubject
from series.pages.paths import path_for
from series.pages.render import html
from series.pages.shown.film import film
from series.pages.shown.frames import empty_frame, frame
from series.pages.shown.names import size_of
from series.style import samples

COLOURS = ("paper", "tray", "ink", "quiet", "line", "ember", "solid")
SCRIPTS = ("js/front.js", "js/player.js", "js/transcript.js", "js/share.js", "js/countdown.js", "js/times.js")


@never_cache
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """`?language=ar` or `he` turns the page around; `?film=none` shows an episode of which there is only a name."""
    asked = request.GET.get("language", "")
    language = asked if asked in samples.LANGUAGES else "en"
    bare = request.GET.get("film") == "none"
    live = samples.samples(language=language, bare=bare)
    page = Page(path=samples.HERE, kind="episode", subject_id=samples.EPISODE, language="en")
    data = shown(live, page=page, language=language)
    return HttpResponse(html("pages/style.html", data, page=page, live=live))


def shown(live: LiveSet, *, page: Page, language: str) -> dict[str, object]:
    film_of, series = live.overlay[samples.EPISODE], live.overlay[samples.SERIES]
    teasers = samples.teasers(language)
    names = [samples.NAMES[language], "Amara Okonkwo-Lindqvist", samples.LONGEST[:90], samples.LONGEST * 2]
    return {
        **episodes.watch(film_of, page=page, live=live),
        "title": _("Style"),
        "robots": "noindex, nofollow",
        # Nothing for machines: it is no page of the hub.
        "preview": True,
        "language": language,
        "names": [{"name": name, "size": size_of(name)} for name in names],
        "frames": _frames(film_of, series),
        "empty_frames": [empty_frame(teaser, series=series) for teaser in teasers],
        "teasers": [episodes.announced(teaser, page=page, live=live) for teaser in teasers],
        "figures": samples.figures(language),
        "lines": samples.resources(language),
        "hero": _hero(film_of, series),
        "look": path_for("site_style"),
        "colours": COLOURS,
        "scripts": SCRIPTS,
        "ticks": (0, 1, 30, 59, 60),
        "told": [1, 2, 3, 5],
        "coming": [8, 9],
    }


def _frames(film_of: LiveSubject, series: LiveSubject) -> list[dict[str, object]]:
    """As it is, without a picture, with a name that is too long."""
    usual = frame(film_of, series=series)
    return [usual, {**usual, "still": None, "number": 61}, {**usual, "name": samples.LONGEST, "title": ""}]


def _hero(film_of: LiveSubject, series: LiveSubject) -> dict[str, object]:
    return {**frame(film_of, series=series), "film": film(film_of.content), "headline": samples.NAMES["en"]}
