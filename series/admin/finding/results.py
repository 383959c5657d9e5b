"""What a question finds, as lines to choose from: things the person may open, acts they may use on them, and pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from series import finding, situation
from series.admin.subject import SubjectAdmin
from series.models import Release, ReleaseItem, Review, Revision
from series.models.release import ItemRole
from series.models.subject import know_subjects
from series.scheduling.times import said
from sparks.desk.acts import Act

# Acts are asked one by one whether they fit a thing: on so many things.
WITH_ACTS = 1
WITH_ONE_ACT = 3


@dataclass(frozen=True)
class Line:
    """As Unfold's palette shows it."""

    title: str
    description: str
    link: str
    icon: str
    kind: str = "thing"


def lines(request: HttpRequest, text: str) -> list[Line]:
    """“withdraw soap” gives that act on what “soap” finds; “soap” gives the things, and the acts on the first."""
    verb, rest = _verb(request, text)
    pages = list(_pages(request, text))
    if verb and rest:
        # “Move” may be an act, and “Move on up” a title: where the act fits nothing, it is a title.
        of = _things(request, finding.find(rest))
        acts = list(_acts(request, of[: WITH_ONE_ACT * 4], verbs=verb))
        if acts:
            return [*acts, *(_line(thing, said_of) for thing, said_of in of), *pages]
    things = _things(request, finding.find(text))
    return [
        *(_line(thing, said_of) for thing, said_of in things),
        *_acts(request, things[:WITH_ACTS]),
        *pages,
    ]


def _things(request: HttpRequest, found: finding.Found) -> list[tuple[models.Model, str]]:
    """Those whose page this person may open, each with what it is."""
    groups: list[Sequence[models.Model]] = [
        *(found.episodes, found.releases, found.reviews, found.creators, found.series, found.seasons)
    ]
    open_to = [rows for rows in groups if rows and _admin(rows[0]).has_view_permission(request)]
    what = _what(found, open_to)
    ranked = [thing for rows in open_to for thing in rows]
    return [(thing, what.get((type(thing), thing.pk)) or _said(thing)) for thing in ranked]


def _admin(thing: models.Model) -> Any:
    return admin.site.get_model_admin(type(thing))


def _what(found: finding.Found, shown: Iterable[Sequence[models.Model]]) -> dict[tuple[type, Any], str]:
    """Which episodes a release or a review is about."""
    groups = list(shown)
    told: dict[tuple[type, Any], str] = {}
    if found.releases in groups:
        items = ReleaseItem.objects.filter(release__in=found.releases, role=ItemRole.MAIN)
        for item in items.select_related("subject__episode", "release").order_by("-pk"):
            if item.subject.episode:
                release = item.release
                told[Release, release.pk] = (
                    f"{item.subject.episode} · {release.get_state_display()} · {said(release.instant, release.zone)}"
                )
    if found.reviews in groups:
        revisions = Revision.objects.filter(review__in=found.reviews, subject__episode__in=found.episodes)
        for revision in revisions.select_related("subject__episode").defer("content").order_by("-pk"):
            told[Review, revision.review_id] = f"{revision.subject.episode} · r{revision.number}"
    return told


def _said(thing: Any) -> str:
    if thing._meta.model_name == "episode":
        return f"{thing.series} · {thing.creator}"
    if thing._meta.model_name == "creator":
        return " · ".join(part for part in (thing.handle, thing.initiative) if part)
    return ""


_ICONS = {
    "episode": "movie",
    "creator": "person",
    "series": "video_library",
    "season": "calendar_month",
    "release": "rocket_launch",
    "review": "rate_review",
}


def _line(thing: models.Model, said_of: str) -> Line:
    opts = thing._meta
    name = str(opts.model_name)
    named = str(opts.verbose_name).capitalize()
    title = named if name in {"release", "review"} else str(thing)
    description = said_of if title == named else f"{named} · {said_of}" if said_of else named
    address = reverse(f"admin:{opts.app_label}_{name}_change", args=[thing.pk])
    return Line(title, description, address, _ICONS.get(name, "arrow_forward"))


def _acts(
    request: HttpRequest, things: Sequence[tuple[models.Model, str]], *, verbs: str = ""
) -> Iterator[Line]:
    """Links to their pages of confirmation; nothing is done from here."""
    user: Any = request.user
    left = WITH_ONE_ACT
    fitting = {
        type(thing): [act for act in getattr(_admin(thing), "acts", ()) if not verbs or _begins(act, verbs)]
        for thing, _said_of in things
    }
    _know([thing for thing, _said_of in things if fitting[type(thing)]])
    for thing, said_of in things:
        opts = thing._meta
        for act in fitting[type(thing)]:
            if left and act.allowed(user, thing) and act.offered(thing):
                left -= bool(verbs)
                name = str(thing) if opts.model_name not in {"release", "review"} else said_of
                address = reverse(f"admin:{opts.app_label}_{opts.model_name}_act", args=[thing.pk, act.name])
                yield Line(f"{act.label}: {name}", str(opts.verbose_name), address, act.icon, "act")


def _know(things: Iterable[models.Model]) -> None:
    """Where they stand is read once for all acts on all of them."""
    kinds: dict[type[models.Model], list[models.Model]] = {}
    for thing in things:
        if isinstance(_admin(thing), SubjectAdmin):
            kinds.setdefault(type(thing), []).append(thing)
    situation.know_all([subject for alike in kinds.values() for subject in know_subjects(alike)])


def _begins(act: Act, verb: str) -> bool:
    return str(act.label).casefold().startswith(verb) or act.name.replace("-", " ").startswith(verb)


def _verb(request: HttpRequest, text: str) -> tuple[str, str]:
    """The beginning of the question that begins an act's name, the longest there is, and the rest."""
    words = text.casefold().split()
    known = {act for one in admin.site._registry.values() for act in getattr(one, "acts", ())}
    for count in range(min(4, len(words) - 1), 0, -1):
        verb = " ".join(words[:count])
        if len(verb) > 2 and any(_begins(act, verb) for act in known):
            return verb, " ".join(words[count:])
    return "", ""


def _pages(request: HttpRequest, text: str) -> Iterator[Line]:
    """The entries of the menu that this person sees."""
    wanted = " ".join(text.casefold().split())
    if len(wanted) < 2:
        return
    for group in admin.site.get_sidebar_list(request):
        for item in group["items"]:
            if item["has_permission"] and wanted in str(item["title"]).casefold():
                yield Line(
                    str(item["title"]), str(_("Page")), str(item["link"]), item.get("icon", "menu"), "page"
                )
