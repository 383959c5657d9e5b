"""The form of a working copy: refused while a release locks it, and safe against two people at once."""

from typing import Any

from django.core.exceptions import ValidationError

from series import locks
from series.models.subject import subject_of
from series.scheduling.locking import lock_subjects
from sparks.desk.optimistic import ConflictForm


class WorkingCopyForm(ConflictForm):
    # The version that the row has while it is locked; set on the way to saving.
    version = 0

    def lock_row(self) -> Any:
        """Subject first, then the row: the order of the acts, so that nobody freezes a half-saved copy."""
        if self.instance.pk is None:
            return None
        subject = subject_of(self.instance)
        lock_subjects([subject.pk])
        try:
            locks.refuse_if_locked(subject)
        except locks.Locked as locked:
            raise ValidationError(str(locked), code="locked") from locked
        row = super().lock_row()
        if row is not None:
            self.version = row.edit_version
        return row
