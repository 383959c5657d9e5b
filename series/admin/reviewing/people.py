"""Whom a name begun with @ may mean: asked for by the script beside a comment's field."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from series.reviewing import mentions

LONGEST = 60


@require_safe
def people(request: HttpRequest) -> JsonResponse:
    """Only staff who may see reviews, and only for those who may comment on them."""
    if not request.user.has_perms(["series.view_review", "series.comment_review"]):
        raise PermissionDenied
    beginning = request.GET.get("q", "")[:LONGEST].replace("\x00", "")
    found = [
        {"username": person.username, "name": person.get_full_name()}
        for person in mentions.offered(beginning)
    ]
    response = JsonResponse({"people": found})
    response["Cache-Control"] = "private, no-store"
    return response
