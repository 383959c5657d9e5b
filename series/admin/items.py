"""The subjects of a release or review, read in as many queries for one row as for thirty."""

from django.db.models import Prefetch
from django.utils.text import capfirst

from series.bundles import title, titled
from series.models import Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole
from series.models.subject import THINGS, SubjectKind

SUBJECT_THINGS = list(SubjectKind.values)


def mains() -> Prefetch:
    """Only what a release is about, for its name: without the revisions, whose contents are large."""
    rows = ReleaseItem.objects.filter(role=ItemRole.MAIN).select_related("subject", *THINGS)
    return Prefetch("items", rows.order_by("pk"))


def revisions() -> Prefetch:
    return Prefetch("revisions", Revision.objects.select_related("subject", *THINGS).order_by("pk"))


def titles(subjects: list[Subject]) -> str:
    """As `release_name`, where they stand as a heading: an episode by its number and title alone."""
    found = [str(one.thing) if one.kind == SubjectKind.EPISODE else capfirst(str(one)) for one in subjects]
    return titled(found)


def names(subjects: list[Subject]) -> str:
    return ", ".join(str(subject) for subject in subjects) or "–"


def release_name(release: Release) -> str:
    """What a release is about, from items read before; a bundle says that it is one."""
    return title([item.subject for item in release.items.all() if item.role == ItemRole.MAIN])
