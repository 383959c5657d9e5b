"""What a person is told of an act on a release, before and after it: every page and all that comes of it."""

from django.urls import reverse

from series.carried import items_of
from series.models import Release, ReleaseItem
from series.models.release import ItemRole
from series.pages.touched import Touched
from series.publishing.foreseen import foreseen
from series.scheduling import Outcome
from series.states import ReleaseState
from sparks.desk.acts import Done, Group


def told(outcome: Outcome, *releases: Release) -> Done:
    """The outcome, with what the releases carry by name: a release itself is only a kind and a time."""
    # The act's own object has read what it carries.
    known = {outcome.release.pk: outcome.release}
    wanted = sorted({known.get(one.pk, one) for one in releases or known.values()}, key=lambda one: one.pk)
    lines = [
        _carried(item)
        for release in wanted
        for item in sorted(items_of(release), key=lambda item: item.role != ItemRole.MAIN)
    ]
    return Done(
        sentence=outcome.sentence,
        paths=outcome.paths,
        lines=lines if releases or len(lines) > 1 else [],
        groups=groups_of(outcome.release, outcome.change)
        if outcome.release.state == ReleaseState.SCHEDULED
        else [],
        page=reverse("admin:series_release_change", args=[outcome.release.pk]),
    )


def groups_of(release: Release, change: Touched) -> list[Group]:
    """`change` is what the release does to public pages."""
    return [Group(title=one.title, entries=one.entries) for one in foreseen(release, change=change)]


def _carried(item: ReleaseItem) -> str:
    words = f"{item.subject}, revision {item.revision.number}" if item.revision else str(item.subject)
    return f"{words} (comes along)" if item.role == "companion" else words
