"""The subjects of a release or review, read in as many queries for one row as for thirty."""

from django.db.models import Prefetch

from series.models import ReleaseItem, Revision, Subject
from series.models.subject import SubjectKind

THINGS = [f"subject__{kind}" for kind in SubjectKind.values]


def items() -> Prefetch:
    return Prefetch(
        "items", ReleaseItem.objects.select_related("subject", "revision", *THINGS).order_by("pk")
    )


def revisions() -> Prefetch:
    return Prefetch("revisions", Revision.objects.select_related("subject", *THINGS).order_by("pk"))


def names(subjects: list[Subject]) -> str:
    return ", ".join(str(subject) for subject in subjects) or "–"
