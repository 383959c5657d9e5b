"""What can be compared: a revision by its number, the working copy, what is live."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from series.admin.files import Screening, screening
from series.contents import content_of
from series.models import LiveRevision, Revision, Subject

COPY, LIVE = "copy", "live"


@dataclass(frozen=True)
class Side:
    key: str
    label: str
    content: Mapping[str, Any]
    revision: Revision | None

    @cached_property
    def screening(self) -> Screening | None:
        return screening(self.content)

    @cached_property
    def page(self) -> str:
        """The address that shows it as the page it makes. Empty for what is no revision, and without such pages."""
        if self.revision is None:
            return ""
        try:
            return reverse("desk-preview-page", kwargs={"revision": self.revision.pk})
        except NoReverseMatch:
            return ""


def side(subject: Subject, key: str) -> Side | None:
    """The side that `key` names: `copy`, `live`, or a revision's number. None where there is none."""
    if key == COPY:
        return Side(COPY, _("The working copy"), content_of(subject), None)
    if key == LIVE:
        live = LiveRevision.objects.filter(subject=subject).select_related("revision").first()
        if live is None:
            return None
        label = _("What is public (revision %(n)s)") % {"n": live.revision.number}
        return Side(LIVE, label, live.revision.content, live.revision)
    if not key.isdigit() or len(key) > 9:
        return None
    revision = Revision.objects.filter(subject=subject, number=int(key)).first()
    if revision is None:
        return None
    return Side(key, _("Revision %(n)s") % {"n": revision.number}, revision.content, revision)
