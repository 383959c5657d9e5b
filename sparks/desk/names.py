"""What things are called, read in one query for each kind of thing, however many are named."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import models

# What a model's own words need to be read along: by label. Filled by the apps.
_ALONG: dict[str, tuple[str, ...]] = {}


def named_with(model: type[models.Model], *related: str) -> None:
    _ALONG[model._meta.label] = related


def _rows(model: type[models.Model]) -> models.QuerySet:
    along = _ALONG.get(model._meta.label)
    return model._base_manager.select_related(*along) if along else model._base_manager.all()


class Names:
    """Names of rows by model and number. What is gone since is called by its number."""

    def __init__(self, wanted: Iterable[tuple[type[models.Model], object]]) -> None:
        asked: dict[type[models.Model], set[object]] = defaultdict(set)
        for model, pk in wanted:
            asked[model].add(pk)
        self._found = {model: _rows(model).in_bulk(list(pks)) for model, pks in asked.items()}

    def of(self, model: type[models.Model], pk: object) -> str:
        row = self._found.get(model, {}).get(pk)
        return str(row) if row is not None else f"number {pk}"
