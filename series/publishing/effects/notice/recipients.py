"""Which of the staff hear of a release: who scheduled it, who approved it, and the chief editors."""

from collections.abc import Sequence

from django.contrib.auth import get_user_model
from django.db.models import Q

from series.models import Release, ReleaseItem

CHIEF_EDITORS = "Chief editor"


def recipients(releases: Sequence[Release]) -> dict[int, list[str]]:
    """By release: their addresses, each once, of people who may still sign in."""
    concerned = {release.pk: {release.scheduled_by_id} for release in releases}
    deciders = ReleaseItem.objects.filter(release__in=concerned, revision__isnull=False)
    for release, decider in deciders.values_list("release", "revision__review__decided_by"):
        concerned[release].add(decider)
    named = set().union(*concerned.values()) - {None} if concerned else set()
    people = get_user_model().objects.filter(is_active=True).exclude(email="")
    chosen = people.filter(Q(pk__in=named) | Q(groups__name=CHIEF_EDITORS))
    rows = list(chosen.values_list("pk", "email", "groups__name"))
    chiefs = {email.lower() for _pk, email, group in rows if group == CHIEF_EDITORS}
    addresses = {pk: email.lower() for pk, email, _group in rows}
    return {
        release: sorted(chiefs | {addresses[pk] for pk in people if pk in addresses})
        for release, people in concerned.items()
    }
