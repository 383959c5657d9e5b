"""An address that is free, or this subject's own from before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from series.addresses import ON_THE_FRONT, own_path
from series.models import Page, Subject
from series.pages.paths import RESERVED
from series.readiness.asked import Case
from series.readiness.finding import Finding, Level


def look_up(cases: Sequence[Case]) -> Mapping[str, int | None]:
    """Whose the paths of these subjects are: whose they are or were, else of the first here that wants each."""
    owners: dict[str, int | None] = {}
    for case in cases:
        owners.setdefault(own_path(case.subject.kind, case.content), _owner(case.subject, case.content))
    return owners | dict(Page.objects.filter(path__in=owners).values_list("path", "subject"))


def check(
    *, subject: Subject, content: Mapping[str, Any], day: date, known: Mapping[str, int | None]
) -> Iterable[Finding]:
    path = own_path(subject.kind, content)
    if subject.kind == "series" and content["slug"] in RESERVED:
        yield Finding(
            "address", Level.STOP, f"{path} is an address of the hub itself. Choose another.", "slug"
        )
    if subject.kind == "creator" and content["slug"].isdigit():
        yield Finding(
            "address", Level.STOP, f"{path} is kept for a list. Choose an address with letters.", "slug"
        )
    if subject.kind not in ON_THE_FRONT and known[path] != _owner(subject, content):
        yield Finding(
            "address",
            Level.STOP,
            f"{path} is or was the address of something else, and addresses are for life. Choose another.",
            "slug",
        )
    else:
        yield Finding("address", Level.PASS, f"Its address is {path}.", "slug")


def _owner(subject: Subject, content: Mapping[str, Any]) -> int | None:
    return content["episode"] if subject.kind == "teaser" else subject.pk
