"""Which members of staff may see a preview: whoever may see the working copy, its revisions and its files."""

from typing import Any

from series.models import Subject


def may_look(user: Any) -> bool:
    return bool(user.has_perm("series.view_revision") and user.has_perm("series.view_asset"))


def may_see(user: Any, subject: Subject) -> bool:
    model: Any = Subject._meta.get_field(subject.kind).related_model
    return may_look(user) and bool(user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"))
