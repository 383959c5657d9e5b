"""Wall times kept as text, 2026-03-05T09:00:00, with their zone beside them: what was meant, not what it came to."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

WALL = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$"
validate_wall = RegexValidator(WALL, _("Write a date and a time of day, like 2026-03-05T09:00."))


def wall_field(name: Any, **options: Any) -> "models.CharField[str, str]":
    return models.CharField(name, max_length=19, blank=True, validators=[validate_wall], **options)


def is_wall(field: str) -> Q:
    """Empty, or a wall time whole to the second: then the order of texts is the order of times."""
    return Q(**{field: ""}) | Q(**{f"{field}__regex": WALL})
