"""The acts of staff, each done once: looked for first, so that a second run finds it and goes on."""

from datetime import datetime

from django.db import models, transaction

from series import reviews
from series.demo.accounts import Staff
from series.models import Release, Review, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.revisions import approved_revision, content_of, note_edit, says
from series.scheduling.schedule import add_main, make_scheduled


def approved(thing: models.Model, *, staff: Staff) -> Subject:
    """The producer submits the working copy, the editor approves. Nothing to do where it is approved as it is."""
    subject = subject_of(thing)
    revision = approved_revision(subject)
    if revision is None or not says(revision, content_of(subject)):
        with transaction.atomic():
            note_edit(subject=subject, by=staff.producer)
            review = reviews.submit(subjects=[subject], by=staff.producer)
            reviews.approve(review_id=review.pk, by=staff.editor)
    return subject


def submitted(thing: models.Model, *, staff: Staff, note: str) -> Review:
    """The producer has sent it for review; nobody has decided."""
    subject = subject_of(thing)
    earlier = Revision.objects.filter(subject=subject).select_related("review").first()
    if earlier is not None:
        return earlier.review
    with transaction.atomic():
        note_edit(subject=subject, by=staff.producer)
        return reviews.submit(subjects=[subject], by=staff.producer, note=note)


def release_of(subject: Subject, *, kind: str = ReleaseKind.PUBLISH) -> Release | None:
    """The newest release of that kind whose main subject this is."""
    return (
        Release.objects.filter(items__subject=subject, items__role=ItemRole.MAIN, kind=kind)
        .order_by("-pk")
        .first()
    )


def due_since(subject: Subject, instant: datetime, *, staff: Staff) -> None:
    """A publish that was due in the past and has not run. No act of an editor can make one; an outage can."""
    if release_of(subject) is not None:
        return
    with transaction.atomic():
        release = Release.objects.create(
            kind=ReleaseKind.PUBLISH,
            instant=instant,
            wall=instant.replace(tzinfo=None).isoformat(timespec="seconds"),
            zone="UTC",
            created_by=staff.editor,
        )
        add_main(release, subject)
        make_scheduled(release, by=staff.editor)


def just_now() -> datetime:
    return database_now().replace(microsecond=0)
