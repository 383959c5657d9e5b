"""Ways to a preview from wherever its subject stands at the desk, and what recipients said of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.db import models
from django.urls import reverse

from series.models import PreviewAnswer, PreviewLink, ReleaseItem, Review
from series.models.subject import subject_of
from series.previews import answers, links
from series.previews.permission import may_look
from series.situation import situation_of

register = template.Library()


@register.filter
def at_in_film(seconds: int | None) -> str:
    return answers.at_in_film(seconds)


@register.filter
def link_state(link: PreviewLink, at: datetime) -> Any:
    return links.STATES[links.state_of(link, at=at)]


@register.inclusion_tag("admin/previews/on_thing.html", takes_context=True)
def previews_of_thing(context: Any, thing: models.Model | None) -> dict[str, Any]:
    """For a working copy: as it stands, its newest revision, who was shown it, and what they said."""
    user = context["request"].user
    if thing is None or thing.pk is None or not may_look(user):
        return {}
    subject = subject_of(thing)
    newest = situation_of(subject).newest
    return {
        "draft": reverse("desk-preview-draft", args=[subject.pk]),
        "newest": newest,
        "may_share": newest is not None and user.has_perm("series.share_preview"),
        "answers": _latest(PreviewAnswer.objects.filter(link__subject=subject)),
    }


@register.inclusion_tag("admin/previews/on_review.html", takes_context=True)
def previews_of_review(context: Any, review: Review) -> dict[str, Any]:
    if not may_look(context["request"].user):
        return {}
    revisions = list(review.revisions.all())
    return {
        "revisions": revisions,
        "answers": answers.of_revisions(revision.pk for revision in revisions),
    }


@register.inclusion_tag("admin/previews/on_release.html", takes_context=True)
def previews_of_release(context: Any, items: Iterable[ReleaseItem]) -> dict[str, Any]:
    """Of what goes out: the pinned revisions, or the working copies where nothing is pinned yet."""
    if not may_look(context["request"].user):
        return {}
    return {"items": list(items)}


def _latest(found: models.QuerySet[PreviewAnswer]) -> list[PreviewAnswer]:
    return list(found.select_related("link", "revision").order_by("-pk")[:5])
