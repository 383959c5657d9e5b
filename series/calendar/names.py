"""What many releases carry, by name: one query, and no row of it turned into an object."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from series.models import ReleaseItem
from series.models.release import ItemRole
from series.models.subject import SubjectKind

# The field by which each kind is called, as its __str__ has it.
_NAMES = {
    SubjectKind.SITE: "subject__site__name",
    SubjectKind.SERIES: "subject__series__title",
    SubjectKind.EPISODE: "subject__episode__title",
    SubjectKind.TEASER: "subject__teaser__name",
    SubjectKind.CREATOR: "subject__creator__name",
    SubjectKind.CAUSE: "subject__cause__name",
    SubjectKind.LEGAL: "subject__legal__title",
    SubjectKind.FIGURE: "subject__figure__label",
    SubjectKind.RESOURCE: "subject__resource__title",
}
_NUMBER = "subject__episode__number"
_RUNS = ("subject__episode__series__title", "subject__teaser__episode__series__title")


def names_and_runs(releases: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    """By release: the names of its main items, as `moves.name_of` has them, and the series they are of."""
    rows = ReleaseItem.objects.filter(release__in=releases, role=ItemRole.MAIN).order_by("pk")
    found: dict[int, tuple[list[str], list[str]]] = {}
    for row in rows.values("release", "subject__kind", _NUMBER, *_NAMES.values(), *_RUNS):
        names, runs = found.setdefault(row["release"], ([], []))
        names.append(_name(row))
        runs += [row[run] for run in _RUNS if row[run]]
    return found


def _name(row: dict[str, Any]) -> str:
    kind = SubjectKind(row["subject__kind"])
    # There is one front page, and no field names it.
    name = _("front page") if kind == SubjectKind.FRONT else row[_NAMES[kind]]
    return f"{row[_NUMBER]}. {name}" if kind == SubjectKind.EPISODE else f"{kind.label} “{name}”"
