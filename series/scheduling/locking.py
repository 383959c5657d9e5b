"""The order of locks: subjects by id, then releases by id. Everybody who changes a release keeps to it."""

from collections.abc import Iterable

from series.models import Release, Subject
from series.scheduling.outcome import NotPossible


def lock_releases(release_ids: Iterable[int]) -> list[Release]:
    """Lock these releases and their subjects, waiting for whoever has them. In the order asked for.

    Raises NotPossible when one does not exist.
    """
    wanted = list(release_ids)
    about = Subject.objects.filter(items__release__in=wanted).values("pk")
    list(Subject.objects.select_for_update().filter(pk__in=about).order_by("pk").values_list("pk"))
    found = {
        release.pk: release
        for release in Release.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    }
    if len(found) < len(set(wanted)):
        raise NotPossible("This release is not there any more. Look at the schedule again.")
    return [found[pk] for pk in wanted]


def lock_subjects(subject_ids: Iterable[int]) -> list[Subject]:
    return list(Subject.objects.select_for_update().filter(pk__in=set(subject_ids)).order_by("pk"))
