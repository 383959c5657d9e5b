"""Drafts on offer when somebody comes back: what was typed, beside what stands there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.forms import modelform_factory
from django.http import HttpRequest

from series import drafts
from series.admin.working import told
from series.models import Draft, Subject
from sparks.desk.optimistic import HIDDEN, ConflictForm
from sparks.desk.words import Piece, pieces


@dataclass(frozen=True)
class Line:
    label: str
    marked: list[Piece]


@dataclass(frozen=True)
class Offer:
    draft: Draft
    when: str
    lines: list[Line]


def of(
    *, model_admin: ModelAdmin, request: HttpRequest, subject: Subject, but: Draft | None, page: str
) -> list[Offer]:
    """What this person typed and did not save. Not the draft that is in the form now, nor one that says nothing new."""
    by: Any = request.user
    rows = [row for row in drafts.of(subject=subject, by=by) if row != but and row.page != page]
    if not rows:
        return []
    form = bare_form(model_admin, request, subject.thing)
    stored = stored_values(form, subject.thing)
    found = [Offer(row, told.day_and_clock(row.kept_at, by.zone), _lines(form, stored, row)) for row in rows]
    return [offer for offer in found if offer.lines]


def bare_form(model_admin: ModelAdmin, request: HttpRequest, thing: Any) -> ConflictForm:
    """The form with all its fields, also where the person may only look now: a lock may have fallen."""
    readonly = model_admin.get_readonly_fields(request, thing)
    form = modelform_factory(
        type(thing),
        form=model_admin.form,
        fields=[name for name in flatten_fieldsets(model_admin.fieldsets) if name not in readonly],
        formfield_callback=partial(model_admin.formfield_for_dbfield, request=request),
    )
    return form(instance=thing)


def stored_values(form: ConflictForm, thing: Any) -> dict[str, tuple[str, ...]]:
    """Each field as a browser would send it, of the stored working copy."""
    return {name: form.raw(name, form.value_of(thing, name)) for name in form.kept_fields()}


def changed(
    form: ConflictForm, stored: Mapping[str, tuple[str, ...]], sent: Mapping[str, Any]
) -> dict[str, list[str]]:
    """Of what was sent, the fields that differ from what is stored. Files are not among them."""
    found: dict[str, list[str]] = {}
    for name, was in stored.items():
        values = sent.get(name)
        if name in HIDDEN or not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            continue
        if _plain(values) != _plain(list(was)):
            found[name] = values
    return found


def _plain(values: list[str]) -> list[str]:
    return sorted(value.replace("\r\n", "\n").strip() for value in values if value.strip())


def _lines(form: ConflictForm, stored: Mapping[str, tuple[str, ...]], draft: Draft) -> list[Line]:
    return [
        Line(
            str(form.fields[name].label or name),
            pieces(form.said(name, stored[name], empty=""), form.said(name, tuple(values), empty="")),
        )
        for name, values in changed(form, stored, draft.typed).items()
    ]
