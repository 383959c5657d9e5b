"""The door of every address under /preview/: who has a living link comes in, all others see the same page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation

from series.models import PreviewLink, Revision
from series.models.preview_link import PreviewPurpose
from series.pages.shown.language import interface_language
from series.previews import links, outside, shown
from series.previews.headers import keep_private
from series.previews.standing import Standing, Whereabouts, whereabouts
from series.previews.throttle import guesses

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Visit:
    token: str
    link: PreviewLink
    revision: Revision
    where: Whereabouts

    @property
    def asks(self) -> bool:
        """Whether an answer is wanted and still of use."""
        return self.link.purpose == PreviewPurpose.APPROVE and self.where.standing == Standing.AHEAD

    def shows(self) -> shown.Shown:
        """Raises Http404 for what is out or withdrawn: its page says so, its files say nothing."""
        if self.where.standing != Standing.AHEAD:
            raise Http404
        return shown.of_revision(self.revision)


def private(view: View) -> View:
    """Whatever the answer, a refusal of Django's own included: it is for no cache and no log.

    In the visitor's language, where our words are translated into it.
    """

    @wraps(view)
    def privately(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        with translation.override(interface_language(translation.get_language() or "en")):
            return keep_private(view(request, *args, **named))

    return privately


def door(view: View, *, find: Callable[[str], PreviewLink | None] = links.alive) -> View:
    """Calls `view` with a Visit. A token that is wrong, over or revoked is not told apart; guessing is slowed down."""

    @wraps(view)
    def at_the_door(request: HttpRequest, token: str, **named: object) -> HttpResponseBase:
        found = find(token)
        if found is None:
            wait = guesses.missed(request)
            return outside.slow_down(wait) if wait else outside.nothing_here()
        revision = links.revision_of(found)
        try:
            return view(request, Visit(token, found, revision, whereabouts(revision)), **named)
        except Http404:
            return outside.nothing_here()

    return at_the_door
