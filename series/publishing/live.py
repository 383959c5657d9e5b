"""What a publish or an update does to the live revisions, inside the transaction of its release."""

from typing import Any

from series.models import LiveRevision, Release, ReleaseItem, Revision
from series.models.release import ItemRole
from series.pages import listings, marks, touched
from series.pages.touched import Touched
from series.publishing import premieres

# What others stand on goes first: a creator's page is up when the episode's page looks for it.
_ORDER = ["site", "legal", "series", "cause", "creator", "teaser", "episode"]


def in_order(items: list[ReleaseItem]) -> list[ReleaseItem]:
    return sorted(items, key=lambda item: (_ORDER.index(item.subject.kind), item.subject_id))


def publish(*, release: Release, item: ReleaseItem) -> Touched:
    """Make the item's revision the live one; bring its page up, mark all that show it.

    A companion that went live meanwhile stays as it is. `first_published_at` is set once, to the instant.
    """
    revision = item.revision
    if revision is None:
        raise ValueError(f"item {item.pk} has no revision")
    before = LiveRevision.objects.filter(subject=item.subject_id).select_related("revision").first()
    if before is not None and item.role == ItemRole.COMPANION:
        return Touched()
    content_before = before.revision.content if before else None
    subject = item.subject
    if subject.first_published_at is None:
        subject.first_published_at = release.instant
        subject.save(update_fields=["first_published_at"])
    row = before or LiveRevision(subject=subject, kind=subject.kind, published_at=subject.first_published_at)
    row.revision, row.release, row.updated_at = revision, release, release.instant
    _copy_references(row, revision)
    if release.notice and before is not None:
        row.corrections = [
            *row.corrections,
            {"at": release.instant.isoformat(), "notice": release.notice, "release": release.pk},
        ]
    if before is None:
        _find_neighbours(row)
    row.save(force_insert=before is None)
    places = listings.add(row)
    if row.kind == "episode" and before is None:
        _replace_teaser(row)
    change = touched.by_live(row, places=places, before=content_before)
    marks.bring_up(change, release=release)
    if row.kind == "teaser":
        premieres.tell_teaser(row)
    return change


def _copy_references(row: LiveRevision, revision: Revision) -> None:
    content: dict[str, Any] = revision.content
    row.series = content.get("series")
    row.creator = content.get("creator")
    row.causes = content.get("causes", [])
    row.episode = content.get("episode")


def _find_neighbours(row: LiveRevision) -> None:
    """The episode before it in its series, and a few that share its cause: fixed now, for good."""
    if row.kind != "episode":
        return
    row.previous = next(iter(listings.newest(f"series:{row.series}", limit=1)), None)
    kin: list[int] = []
    for key in [*(f"cause:{cause}" for cause in row.causes[:3]), f"series:{row.series}"]:
        kin.extend(listings.newest(key, limit=4))
    row.related = [i for i in dict.fromkeys(kin) if i not in {row.subject_id, row.previous}][:3]
    if row.previous is not None:
        LiveRevision.objects.filter(subject=row.previous).update(next=row.subject_id)


def _replace_teaser(row: LiveRevision) -> None:
    """The film is out: its teaser is no longer public. The address stays the same, and calendars see one event."""
    teaser = LiveRevision.objects.filter(kind="teaser", episode=row.subject_id).first()
    if teaser is None:
        return
    # RFC 5545, 3.8.7.4: a changed event has a higher sequence than the one it replaces.
    row.premiere_sequence = teaser.premiere_sequence + 1
    LiveRevision.objects.filter(pk=row.pk).update(premiere_sequence=row.premiere_sequence)
    teaser.delete()
