"""What of a preview is asked for by its address: a revision, or a working copy as it stands; and who may look."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from series.admin.items import THINGS
from series.models import Revision, Subject
from series.models.subject import SubjectKind
from series.previews import shown
from series.previews.permission import may_look, may_see
from series.previews.shown import Shown

# What a working copy is told from, so that it is read in one go.
WITH_ALL = [
    *SubjectKind.values,
    *(f"episode__{name}" for name in ("series", "creator", "video", "poster")),
    *(f"teaser__episode__{name}" for name in ("series", "creator")),
]


@dataclass(frozen=True)
class Asked:
    subject: Subject
    # None is the working copy as it stands.
    revision: Revision | None

    @cached_property
    def shows(self) -> Shown:
        return shown.of_revision(self.revision) if self.revision else shown.of_draft(self.subject)

    def address(self, part: str = "") -> str:
        """The address of the desk's page, or of a `part` of it: "page", "look"."""
        name = "desk-preview" if self.revision else "desk-preview-draft"
        pk = self.revision.pk if self.revision else self.subject.pk
        return reverse(f"{name}-{part}" if part else name, args=[pk])


def asked(request: HttpRequest, *, revision: int | None = None, subject: int | None = None) -> Asked:
    """Raises Http404, and PermissionDenied for whoever may not see this kind of thing."""
    if not may_look(request.user):
        raise PermissionDenied
    if revision is not None:
        chosen = get_object_or_404(
            Revision.objects.select_related("subject", "review", "created_by", *THINGS), pk=revision
        )
        found = Asked(chosen.subject, chosen)
    else:
        found = Asked(get_object_or_404(Subject.objects.select_related(*WITH_ALL), pk=subject), None)
    if not may_see(request.user, found.subject):
        raise PermissionDenied
    return found
