"""Films, posters and captions that are not public yet, for the eyes of staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from series.models import Rendition
from series.previews.media import file_response
from series.previews.page import TYPES


@dataclass(frozen=True)
class Screening:
    """What a revision's film looks like, by addresses that only staff can open."""

    film: str = ""
    poster: str = ""
    alt: str = ""
    captions: tuple[tuple[str, str], ...] = ()


@require_safe
def rendition_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a rendition, from the private store."""
    if not request.user.has_perm("series.view_asset"):
        raise PermissionDenied
    rendition = get_object_or_404(Rendition, pk=pk, content_type__in=TYPES)
    return file_response(request, rendition)


screened = admin.site.admin_view(rendition_file)


def screening(content: Mapping[str, Any]) -> Screening | None:
    """None for what has neither film nor poster."""
    files = [*_files(content.get("video")), *_files(content.get("poster")), *content.get("captions", [])]
    rows = Rendition.objects.filter(public_key__in=[file["key"] for file in files])
    addresses = {row.public_key: reverse("desk-file", args=[row.pk]) for row in rows}
    poster = content.get("poster") or {}
    found = Screening(
        film=_first(addresses, _files(content.get("video")), "video/mp4"),
        poster=_first(addresses, _files(poster), "image/jpeg"),
        alt=poster.get("alt", ""),
        captions=tuple(
            (file["language"], addresses[file["key"]])
            for file in content.get("captions", [])
            if file["key"] in addresses
        ),
    )
    return found if found.film or found.poster else None


def _files(named: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    return list(named["files"]) if named else []


def _first(addresses: Mapping[str, str], files: Iterable[Mapping[str, Any]], kind: str) -> str:
    return next(
        (addresses[file["key"]] for file in files if file["key"] in addresses and file["type"] == kind), ""
    )
