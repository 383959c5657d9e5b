"""Which of the staff hear of a release: who scheduled it, who approved it, and the chief editors."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from series.models import Release, ReleaseItem
from sparks.accounts.models import User

CHIEF_EDITORS = "Chief editor"


def people(release: Release) -> QuerySet[User]:
    """Those who may still sign in. A row may come twice."""
    approvers = release.items.values("revision__review__decided_by")
    return _open().filter(Q(pk=release.scheduled_by_id) | Q(pk__in=approvers) | Q(groups__name=CHIEF_EDITORS))


def recipients(releases: Sequence[Release]) -> dict[int, list[str]]:
    """By release: their addresses, each once. As many questions as for one."""
    concerned = {release.pk: {release.scheduled_by_id} for release in releases}
    deciders = ReleaseItem.objects.filter(release__in=concerned, revision__isnull=False)
    for release, decider in deciders.values_list("release", "revision__review__decided_by"):
        concerned[release].add(decider)
    named = set().union(*concerned.values()) - {None}
    chosen = _open().exclude(email="").filter(Q(pk__in=named) | Q(groups__name=CHIEF_EDITORS))
    rows = list(chosen.values_list("pk", "email", "groups__name"))
    chiefs = {email.lower() for _pk, email, group in rows if group == CHIEF_EDITORS}
    addresses = {pk: email.lower() for pk, email, _group in rows}
    return {
        release: sorted(chiefs | {addresses[pk] for pk in ids if pk in addresses})
        for release, ids in concerned.items()
    }


def _open() -> QuerySet[User]:
    return User.objects.filter(is_active=True)
