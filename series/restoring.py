"""Putting a revision back into the working copy. What is public does not change by it."""

from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from series import locks
from series.contents import BACK, Back, Impossible, content_of
from series.models import EpisodeCaption, Revision, Subject
from series.revisions import note_edit
from series.scheduling.locking import lock_subjects
from sparks.accounts.models import User

__all__ = ["NotRestored", "Restored", "can_restore", "restore"]


class NotRestored(Exception):
    """The message says why and what to do; nothing has changed."""


@dataclass(frozen=True)
class Restored:
    """What the working copy says again. `gone` are sentences about what no longer exists."""

    sentence: str
    gone: list[str]
    same: bool = False


def can_restore(subject: Subject) -> bool:
    return subject.kind in BACK


def restore(*, revision: Revision, by: User, reason: str = "") -> Restored:
    """Copy the revision's content into its subject's working copy: words, relations, files and captions.

    Changes the working copy alone, in one transaction: no live revision, page or mark. Counts as an edit by this
    person, who then can't approve it. All or nothing: raises NotRestored when the working copy is locked, or when
    what the revision says can't stand beside what others say now. Doing it twice is doing it once.
    """
    with pghistory.context(user=by.pk, act="restore", reason=reason), transaction.atomic():
        [subject] = lock_subjects([revision.subject_id])
        try:
            locks.refuse_if_locked(subject)
        except locks.Locked as locked:
            raise NotRestored(str(locked)) from locked
        thing: Any = (
            type(subject.thing)._base_manager.select_for_update(of=("self",)).get(pk=subject.thing.pk)
        )
        try:
            found = BACK[subject.kind](thing, revision.content)
        except Impossible as impossible:
            raise NotRestored(str(impossible)) from impossible
        before = content_of(subject)
        _put(thing, found)
        again = Subject.objects.get(pk=subject.pk)
        if content_of(again) == before:
            transaction.set_rollback(True)
            return Restored(f"The working copy says what revision {revision.number} says already.", [], True)
        note_edit(subject=subject, by=by)
    return Restored(
        f"The working copy of {subject} says again what revision {revision.number} said. "
        "It is not public by this: send it for review.",
        found.gone,
    )


def _put(thing: Any, found: Back) -> None:
    for name, value in found.fields.items():
        setattr(thing, name, value)
    thing.edit_version += 1
    try:
        thing.full_clean()
    except ValidationError as error:
        raise NotRestored(f"It can't be put back as it was: {' '.join(error.messages)}") from error
    thing.save()
    for name, rows in found.sets.items():
        getattr(thing, name).set(rows)
    if found.captions is not None:
        _put_captions(thing, found.captions)


def _put_captions(episode: Any, wanted: dict[str, Any]) -> None:
    EpisodeCaption.objects.filter(episode=episode).exclude(language__in=wanted).delete()
    for language, asset in wanted.items():
        EpisodeCaption.objects.update_or_create(episode=episode, language=language, defaults={"asset": asset})
