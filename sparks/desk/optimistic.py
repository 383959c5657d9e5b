"""Two people at one form: what the first saved and what the second typed are brought together, and nothing is lost."""

import json
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sparks.desk.history import author_of, events_of
from sparks.desk.merging.choices import OPEN_RELATED, OPEN_VERSION
from sparks.desk.merging.conflict import Conflict, FieldMerge, How, Raw, Shape, Version, decide

SEEN, SEEN_RELATED = "seen_version", "seen_related"
HIDDEN = (SEEN, SEEN_RELATED)

Sent = list[tuple[str, str]]


class ConflictForm(forms.ModelForm):
    """For a model whose model counts its edits in `edit_version` and keeps its history.

    Carries the version that the person saw, and what was related then. On the way to saving it locks the row; if
    somebody saved meanwhile, the form is refused once, with `conflict`: every field in three versions. What only
    one of the two changed needs no question. Nothing is saved before the person has looked.
    """

    conflict: Conflict | None = None
    data: Any
    # Prefixes of the forms below this one, which `merge_related` brings together.
    below: ClassVar[tuple[str, ...]] = ()
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput())
    seen_related = forms.JSONField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("instance")
        if row is not None and row.pk is not None and not args and "data" not in kwargs:
            # Read once: for the fields, and for what the form carries of them.
            models.prefetch_related_objects([row], *(field.name for field in row._meta.many_to_many))
        super().__init__(*args, **kwargs)
        if SEEN in self.fields:
            self.fields[SEEN].initial = getattr(self.instance, "edit_version", 0)
        if SEEN_RELATED in self.fields and self.instance.pk is not None:
            self.fields[SEEN_RELATED].initial = self.related(self.instance)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in HIDDEN]

    def lock_row(self) -> Any:
        """The row as it is now, locked to the end of the transaction. None for a new one or one that is gone."""
        if self.instance.pk is None:
            return None
        return (
            type(self.instance)
            ._base_manager.select_for_update(of=("self",))
            .filter(pk=self.instance.pk)
            .first()
        )

    def related(self, row: Any) -> dict[str, Any]:
        """What belongs to the row and stands in other tables: its history has no version, so the form carries it."""
        return {
            field.name: sorted(one.pk for one in getattr(row, field.name).all())
            for field in row._meta.many_to_many
            if field.name in self.fields
        }

    def addresses(self, name: str, raw: Raw) -> dict[str, str]:
        """Where a value can be looked at, where it is a file: as `picture` or as `film`."""
        return {}

    def whole(self) -> bool:
        """Whether the forms below this one can be compared: a file that is refused has to be mended first."""
        return True

    def merge_related(self, *, now: Any, seen: dict[str, Any]) -> tuple[list[FieldMerge], Sent]:
        """The fields of the forms below this one, and what those forms send. `seen` is what `related` gave then."""
        return [], []

    def _besides(self) -> Sent:
        """What was sent besides this form's own fields and the forms below it, to be sent again."""
        own = {self.add_prefix(name) for name in self.fields} | {"csrfmiddlewaretoken"}
        return [
            (key, value)
            for key in self.data
            if key not in own and not key.startswith(self.below)
            for value in self.data.getlist(key)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = self.lock_row()
        if now is None:
            if self.instance.pk is not None:
                raise ValidationError(_("Somebody deleted this while your page was open."))
            return cleaned
        seen = cleaned.get(SEEN)
        # What has to be mended comes first: the form keeps the version it saw, and is compared when it is whole.
        if seen == now.edit_version or self.errors or not self.whole():
            return cleaned
        conflict = self._compare(now, _as_seen(now, seen), cleaned)
        if not conflict.fields:
            return cleaned
        self.conflict = conflict
        raise ValidationError(
            _("Somebody else saved this while your page was open. Nothing you typed is lost."),
            code="conflict",
        )

    def _compare(self, now: Any, base: Any, cleaned: dict[str, Any]) -> Conflict:
        given = cleaned.get(SEEN_RELATED)
        seen: dict[str, Any] = given if isinstance(given, dict) else {}
        found, sent = self.merge_related(now=now, seen=seen)
        for name in self._own_fields():
            yours, theirs = self.raw(name, cleaned.get(name)), self.raw(name, value_of(now, name))
            was = self._was(name, base=base, seen=seen)
            decided = decide(shape=self._shape(name), base=was, theirs=theirs, yours=yours)
            how, merged = decided or (None, yours)
            if how is not None:
                found.append(self._merge(name, how=how, was=was, theirs=theirs, yours=yours, merged=merged))
            if how != How.CLASH:
                sent += [(self.add_prefix(name), value) for value in merged]
        if all(one.how == How.YOURS for one in found):
            # Nobody else touched what this person changed.
            return Conflict(author_of(now), [])
        sent += [
            (SEEN, str(now.edit_version)),
            (SEEN_RELATED, json.dumps(self.related(now))),
            (OPEN_VERSION, str(cleaned.get(SEEN) if cleaned.get(SEEN) is not None else "")),
            (OPEN_RELATED, json.dumps(seen)),
        ]
        return Conflict(author_of(now), found, [*sent, *self._besides()])

    def _merge(
        self, name: str, *, how: How, was: Raw | None, theirs: Raw, yours: Raw, merged: Raw
    ) -> FieldMerge:
        shape = self._shape(name)
        return FieldMerge(
            name=self.add_prefix(name),
            label=str(self.fields[name].label or name),
            shape=shape,
            how=how,
            base=None if was is None else self._version(name, was),
            theirs=self._version(name, theirs),
            yours=self._version(name, yours),
            merged=self._version(name, merged),
            typed=shape == Shape.LINES or isinstance(self.fields[name].widget, forms.TextInput),
        )

    def _was(self, name: str, *, base: Any, seen: dict[str, Any]) -> Raw | None:
        if self.instance._meta.get_field(name).many_to_many:
            return tuple(str(pk) for pk in seen[name]) if name in seen else None
        if base is None or not hasattr(base, name):
            return None
        return self.raw(name, value_of(base, name))

    def _shape(self, name: str) -> Shape:
        field = self.fields[name]
        if isinstance(field.widget, forms.Textarea):
            return Shape.LINES
        if isinstance(field, forms.ModelMultipleChoiceField):
            return Shape.SET
        return Shape.ONE

    def _version(self, name: str, raw: Raw) -> Version:
        return Version(raw, self.said(name, raw), **self.addresses(name, raw))

    def said(self, name: str, raw: Raw, *, empty: str = "–") -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            rows = field.queryset.model._base_manager.filter(pk__in=[one for one in raw if one.isdigit()])
            return ", ".join(sorted(field.label_from_instance(row) for row in rows)) or empty
        choices = dict(getattr(field, "choices", []))
        return ", ".join(str(choices.get(one, one)) for one in raw if one) or empty

    def raw(self, name: str, value: Any) -> Raw:
        """A value as a browser would send it back."""
        prepared = self.fields[name].prepare_value(value)
        if isinstance(prepared, (models.QuerySet, list, tuple, set)):
            return tuple(sorted((str(getattr(one, "pk", one)) for one in prepared), key=_by_number))
        if isinstance(prepared, models.Model):
            return (str(prepared.pk),)
        return ("" if prepared is None else str(prepared).replace("\r\n", "\n"),)

    def kept_fields(self) -> list[str]:
        """The fields that can be kept as a draft: not those that hold a file."""
        return [name for name in self._own_fields() if self._shape(name) != Shape.FILE]

    def value_of(self, row: Any, name: str) -> Any:
        return value_of(row, name)

    def _own_fields(self) -> list[str]:
        names = {field.name for field in [*self.instance._meta.fields, *self.instance._meta.many_to_many]}
        return [name for name in self.fields if name in names and not self.fields[name].disabled]

    def show(self, name: str, value: Any) -> None:
        """Let the form hold this value instead of what was sent."""
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix(name), list(self.raw(name, value)))


def _by_number(value: str) -> tuple[int, str]:
    return (int(value) if value.isdigit() else 0, value)


def _as_seen(now: Any, seen: int | None) -> Any:
    """The row as this person saw it, from its history."""
    if seen is None:
        return None
    return events_of(type(now), pgh_obj_id=now.pk, edit_version=seen).first()


def value_of(row: Any, name: str) -> Any:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return list(getattr(row, name).all())
    if field.is_relation:
        return getattr(row, field.attname)
    return getattr(row, name)
