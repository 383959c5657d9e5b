"""An address that is free, or this subject's own from before."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from series.addresses import own_path
from series.models import Page, Subject
from series.pages.paths import RESERVED
from series.readiness.finding import Finding, Level


def check(*, subject: Subject, content: Mapping[str, Any], day: date) -> Iterable[Finding]:
    path = own_path(subject.kind, content)
    if subject.kind == "series" and content["slug"] in RESERVED:
        yield Finding(
            "address", Level.STOP, f"{path} is an address of the hub itself. Choose another.", "slug"
        )
    if subject.kind == "creator" and content["slug"].isdigit():
        yield Finding(
            "address", Level.STOP, f"{path} is kept for a list. Choose an address with letters.", "slug"
        )
    owner = subject.pk if subject.kind != "teaser" else content["episode"]
    taken = Page.objects.filter(path=path).exclude(subject=owner)
    if subject.kind != "site" and taken.exists():
        yield Finding(
            "address",
            Level.STOP,
            f"{path} is or was the address of something else, and addresses are for life. Choose another.",
            "slug",
        )
