"""Each thing succeeds or fails for itself, with a sentence; what became of all of them is kept for the person."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from series.admin.acts.refusals import SENTENCES
from series.admin.bulk.acts import BulkAct
from series.models import BulkResult
from sparks.accounts.models import User

# What a person can come back to.
KEPT = 50
KEPT_FOR = timedelta(days=30)


def do_all(act: BulkAct, things: list[Any], *, by: User, data: Mapping[str, Any]) -> BulkResult:
    rows = [_row(act, thing, by=by, data=data) for thing in things]
    result = BulkResult.objects.create(person=by, act=str(act.label), rows=rows)
    _prune(by)
    return result


def rehearse_all(
    act: BulkAct, things: list[Any], *, by: User, data: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """What would become of each, found by doing them one after the other and rolling all of it back."""
    with transaction.atomic():
        rows = [_row(act, thing, by=by, data=data) for thing in things]
        transaction.set_rollback(True)
    return rows


def _row(act: BulkAct, thing: Any, *, by: User, data: Mapping[str, Any]) -> dict[str, Any]:
    opts = thing._meta
    row = {
        "what": act.name_of(thing),
        "url": reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk]),
    }
    try:
        with transaction.atomic():
            return {**row, "done": True, "sentence": act.do(thing, by=by, data=data)}
    except SENTENCES as refusal:
        return {**row, "done": False, "sentence": str(refusal)}


def _prune(person: User) -> None:
    mine = BulkResult.objects.filter(person=person)
    kept = mine.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    mine.exclude(pk__in=list(kept)).delete()
    BulkResult.objects.filter(made_at__lt=Now() - KEPT_FOR).delete()
