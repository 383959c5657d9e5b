"""Where a missing thing is mended, for those who may look there."""

from typing import Any

from django.db import models
from django.urls import reverse

from series.models import Release
from series.readiness.standing import Point

# Where the form's field has another name than the content's.
_FIELDS = {"video": "id_video_file", "poster": "id_poster_file", "captions": "captions-group"}


def url_of(point: Point, *, release: Release, user: Any) -> str:
    code = point.finding.code
    if code == "schedule":
        if user.has_perm("series.schedule_release"):
            return reverse("admin:series_release_act", args=[release.pk, "schedule"])
        return reverse("admin:series_release_change", args=[release.pk])
    if code == "approval" and point.review is not None:
        return page_of("series", "review", point.review, user=user)
    thing = point.subject.thing
    if code == "consent":
        episode = point.subject.episode or (point.subject.teaser and point.subject.teaser.episode)
        return change_page(episode.creator if episode else thing, user=user)
    address = change_page(thing, user=user)
    field = point.finding.field
    return f"{address}#{_FIELDS.get(field, f'id_{field}')}" if address and field else address


def change_page(thing: models.Model, *, user: Any) -> str:
    return page_of(thing._meta.app_label, str(thing._meta.model_name), thing.pk, user=user)


def page_of(app: str, model: str, pk: Any, *, user: Any) -> str:
    """The page of a thing; empty for who may not open it."""
    return reverse(f"admin:{app}_{model}_change", args=[pk]) if user.has_perm(f"{app}.view_{model}") else ""
