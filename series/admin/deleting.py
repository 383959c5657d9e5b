"""What may be deleted: a working copy that nobody has seen and nothing stands on."""

from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from series.models import Subject
from series.scheduling.locking import lock_subjects

NAMED = 5


class NotDeleted(Exception):
    """The message says why and what to do instead."""


def delete(thing: models.Model) -> None:
    """Delete a working copy with its empty subject. Raises NotDeleted with a sentence; then nothing has changed."""
    with transaction.atomic():
        subject = _subject(thing)
        if subject is not None:
            lock_subjects([subject.pk])
        refuse(thing)
        if subject is not None:
            subject.delete()
        thing.delete()


def refuse(thing: models.Model) -> None:
    subject = _subject(thing)
    if subject is not None:
        if subject.first_published_at is not None:
            raise NotDeleted(f"{thing} was public, and its address is for life. Withdraw it instead.")
        if subject.releases.exists():
            raise NotDeleted(f"{thing} has releases, and they are its history. Cancel what is still planned.")
        if subject.revisions.exists():
            raise NotDeleted(
                f"{thing} was sent for review, and what was reviewed is kept. Leave it unpublished."
            )
    others = sorted({_named(other) for other in _standing_on(thing) if not isinstance(other, Subject)})
    if others:
        more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
        raise NotDeleted(
            f"{thing} is used by {', '.join(others[:NAMED])}{more}. Change or delete those first."
        )


def _subject(thing: models.Model) -> Subject | None:
    kind = next((f.name for f in Subject._meta.fields if f.related_model is type(thing)), None)
    return Subject.objects.filter(**{kind: thing}).first() if kind else None


def _standing_on(thing: models.Model) -> list[models.Model]:
    try:
        Collector(using="default", origin=thing).collect([thing])
    except ProtectedError as error:
        return list(error.protected_objects)
    except RestrictedError as error:
        return list(error.restricted_objects)
    return []


def _named(other: models.Model) -> str:
    return f"{other._meta.verbose_name} “{other}”"
