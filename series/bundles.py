"""Bundles: releases of several subjects, all or none. A companion that comes along does not make one."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.models import Release, Subject
from series.models.release import ItemRole

NAMED = 3


def mains(release: Release) -> list[Subject]:
    """What a release is about, first chosen first."""
    items = release.items.filter(role=ItemRole.MAIN).select_related("subject").order_by("pk")
    return [item.subject for item in items]


def is_bundle(release: Release) -> bool:
    return release.items.filter(role=ItemRole.MAIN).count() > 1


def bundle_ids(releases: QuerySet[Release]) -> list[int]:
    """Which of these are bundles."""
    counted = Release.objects.filter(pk__in=releases.values("pk")).annotate(
        about=Count("items", filter=Q(items__role=ItemRole.MAIN))
    )
    return list(counted.filter(about__gt=1).values_list("pk", flat=True))


def title(subjects: Sequence[Subject]) -> str:
    """The name of a release in lists and calendars: its subject, or "Bundle of 3: …" with the first few."""
    return titled([str(subject) for subject in subjects])


def titled(names: Sequence[str]) -> str:
    """The same of names."""
    if len(names) < 2:
        return names[0] if names else "–"
    return _("Bundle of %(count)d: %(names)s") % {"count": len(names), "names": listed(names)}


def listed(things: Sequence[object]) -> str:
    """ "A, B and C", or "A, B, C and 4 more"."""
    names = [str(thing) for thing in things[:NAMED]]
    left = len(things) - len(names)
    if left:
        more = ngettext("%(count)d more", "%(count)d more", left) % {"count": left}
        names.append(more)
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
