"""Two people at one form: the second to save is shown what the first did, and loses nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sparks.desk.history import events_of

SEEN = "seen_version"


@dataclass(frozen=True)
class Difference:
    """A field with what stands there now, what this person typed, and whether both changed it."""

    label: str
    theirs: str
    yours: str
    clash: bool


class ConflictForm(forms.ModelForm):
    """For a model whose model counts its edits in `edit_version` and keeps its history.

    Carries the version that the person saw. On the way to saving it locks the row; if somebody saved meanwhile,
    the form is refused once, with `differences`. Fields that only they changed then show their value, fields that
    this person changed keep what was typed, and saving again saves what is shown.
    """

    differences: tuple[Difference, ...] = ()
    data: Any
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if SEEN in self.fields:
            self.fields[SEEN].initial = getattr(self.instance, "edit_version", 0)

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        now = self.lock_row()
        if now is None:
            if self.instance.pk is not None:
                raise ValidationError(_("Somebody deleted this while your page was open."))
            return cleaned
        seen = cleaned.get(SEEN)
        if seen == now.edit_version:
            return cleaned
        self.differences = tuple(self._compare(now, _as_seen(now, seen), cleaned))
        self._show(SEEN, now.edit_version)
        if not self.differences:
            # Both saved the same, or only what this form doesn't hold.
            return cleaned
        raise ValidationError(
            _(
                "Somebody else saved this while your page was open. Nothing you typed is lost: compare below, "
                "then save again."
            ),
            code="conflict",
        )

    def _compare(self, now: Any, base: Any, cleaned: dict[str, Any]) -> Iterable[Difference]:
        for name in self._own_fields():
            if name not in cleaned:
                continue
            yours, theirs = _plain(cleaned[name]), _plain(_value(now, name))
            if yours == theirs:
                continue
            was = _plain(_value(base, name)) if base is not None and hasattr(base, name) else None
            untouched = base is not None and hasattr(base, name) and yours == was
            if untouched:
                self._show(name, _value(now, name))
            clash = not untouched and (was is None or theirs != was)
            if untouched or clash:
                yield Difference(
                    label=str(self.fields[name].label or name),
                    theirs=_said(theirs),
                    yours=_said(theirs if untouched else yours),
                    clash=clash,
                )

    def _own_fields(self) -> list[str]:
        names = {field.name for field in [*self.instance._meta.fields, *self.instance._meta.many_to_many]}
        return [name for name in self.fields if name in names]

    def _show(self, name: str, value: Any) -> None:
        """Let the redisplayed form hold this value instead of what was sent."""
        prepared = self.fields[name].prepare_value(value)
        self.data = self.data.copy()
        key = self.add_prefix(name)
        if isinstance(prepared, (list, tuple)):
            self.data.setlist(key, [str(one) for one in prepared])
        else:
            self.data[key] = "" if prepared is None else str(prepared)


def _as_seen(now: Any, seen: int | None) -> Any:
    """The row as this person saw it, from its history."""
    if seen is None:
        return None
    return events_of(type(now), pgh_obj_id=now.pk, edit_version=seen).first()


def _value(row: Any, name: str) -> Any:
    field = row._meta.get_field(name)
    if field.many_to_many:
        return list(getattr(row, name).all())
    if field.is_relation:
        return getattr(row, field.attname)
    return getattr(row, name)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (models.QuerySet, list, tuple)):
        return sorted((_plain(one) for one in value), key=str)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _said(value: Any) -> str:
    return "–" if value in (None, "", []) else str(value)
