"""What a release did, from what is fixed once it ran: the release, its items and their revisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from series.addresses import own_path
from series.models import Release, ReleaseItem, Revision
from series.models.release import ItemRole, ReleaseKind
from series.publishing.effects.addresses import absolute
from series.states import ReleaseState


@dataclass(frozen=True)
class Fact:
    """One subject of a release. After a withdrawal, `content` is what was public last; {} if nothing ever was."""

    subject: int
    kind: str
    role: str
    # What the release did to it: a bundle may publish one subject and update another.
    change: str
    revision: int | None
    content: Mapping[str, Any]

    @property
    def name(self) -> str:
        named = self.content.get("title") or self.content.get("name") or self.content.get("label")
        return str(named or (_("The front page") if self.kind == "front" else ""))

    @property
    def url(self) -> str:
        return absolute(own_path(self.kind, self.content)) if self.content else ""


def facts(release: Release) -> list[Fact]:
    """The subjects of a release, what it is about first."""
    items = release.items.select_related("subject", "revision").order_by("id")
    return [_fact(item, release) for item in sorted(items, key=lambda item: item.role != ItemRole.MAIN)]


def _fact(item: ReleaseItem, release: Release) -> Fact:
    revision = item.revision or _last_public(item, release)
    return Fact(
        subject=item.subject_id,
        kind=item.subject.kind,
        role=item.role,
        change=item.kind,
        revision=revision.number if revision else None,
        content=revision.content if revision else {},
    )


def _last_public(item: ReleaseItem, release: Release) -> Revision | None:
    """Never the working copy: a receiver would learn what nobody approved."""
    before = (
        ReleaseItem.objects.filter(
            subject=item.subject_id, revision__isnull=False, release__state=ReleaseState.PUBLISHED
        )
        .exclude(release__kind=ReleaseKind.WITHDRAW)
        .filter(release__published_at__lte=release.published_at or release.instant)
        .select_related("revision")
        .order_by("-release__published_at", "-release_id")
        .first()
    )
    return before.revision if before else None
