"""The form of a working copy: refused while a release locks it, and safe against two people at once."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from series import locks
from series.models import Draft
from series.models.subject import subject_of
from series.readiness.metadata import SUMMARY_SHOWN, TITLE_SHOWN
from series.scheduling.locking import lock_subjects
from sparks.desk.optimistic import SEEN, SEEN_RELATED, ConflictForm

# What lists, cards and search results show of these; a script counts beside the field.
SHOWN = {"title": TITLE_SHOWN, "summary": SUMMARY_SHOWN, "promise": SUMMARY_SHOWN}


class WorkingCopyForm(ConflictForm):
    # The version that the row has while it is locked; set on the way to saving.
    version = 0
    # What was typed before and is taken back, where the page was asked to show it.
    draft: ClassVar[Draft | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in SHOWN.items():
            if name in self.fields:
                self.fields[name].widget.attrs["data-most"] = most
        if self.draft is not None and not self.is_bound:
            self._take_back(self.draft)

    def _take_back(self, draft: Draft) -> None:
        """Show what was typed, on the version that it was typed on: what was saved since is compared on saving."""
        for name, values in draft.typed.items():
            if name in self.kept_fields():
                several = isinstance(self.fields[name], forms.ModelMultipleChoiceField)
                self.initial[name] = values if several else values[0]
        if SEEN in self.fields:
            self.fields[SEEN].initial = draft.seen_version
            self.fields[SEEN_RELATED].initial = draft.seen_related

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
