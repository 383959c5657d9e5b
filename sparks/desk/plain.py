"""Text as people look for it: in small letters and without accents, by a function of the database.

A migration of `creators` makes `desk_plain`, so that an index can stand on it.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Plain(models.Func):
    function = "desk_plain"
    arity = 1
    output_field = models.TextField()


def found_by_part(field: str, *, name: str) -> GinIndex:
    """An index that finds any part of three letters or more."""
    expression: Any = OpClass(Plain(models.F(field)), name="gin_trgm_ops")
    return GinIndex(expression, name=name)
