"""What comes of a release beside the pages: what leaves the hub, and which files come and go. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from series.bundles import title
from series.carried import items_of, mains_of
from series.models import LiveRevision, PublicFile, Release, Rendition, Revision, WebhookEndpoint
from series.models.release import ItemRole, ReleaseKind
from series.pages.touched import Touched
from series.publishing import down
from series.publishing.effects.addresses import absolute
from series.publishing.effects.notice.recipients import people
from series.states import UNFINISHED
from series.video.usage import keys_in, used_by_live


@dataclass(frozen=True)
class Foreseen:
    title: str
    entries: list[str]


def foreseen(release: Release, *, change: Touched) -> list[Foreseen]:
    """By kind, without what there is none of. `change` is what the release does to pages."""
    withdrawal = release.kind == ReleaseKind.WITHDRAW
    coming, going = _files(release, withdrawal=withdrawal)
    found = [
        Foreseen(_("Old addresses that lead to the new one"), list(change.left)),
        Foreseen(
            _("Every page that names it is baked again"), [_scope(scope) for scope in change.everywhere]
        ),
        Foreseen(_("Files made public"), coming),
        Foreseen(_("Files taken away"), going),
        Foreseen(_("Releases that are cancelled or held"), _stopped(release) if withdrawal else []),
        Foreseen(_("Addresses the CDN is told to forget"), _purged(change)),
        Foreseen(_("Webhooks called"), _receivers()),
        Foreseen(_("Mail to"), sorted({str(person) for person in people(release)})),
    ]
    return [one for one in found if one.entries]


def _scope(scope: str) -> str:
    return _("all pages") if scope == "all" else scope.partition(":")[0]


def _purged(change: Touched) -> list[str]:
    if not settings.CDN_PURGE_URL:
        return []
    return [absolute(path) for path in dict.fromkeys([*change.own, *change.lists])]


def _receivers() -> list[str]:
    """By host: an address may hold a secret."""
    urls = WebhookEndpoint.objects.filter(active=True).order_by("pk").values_list("url", flat=True)
    return [urlsplit(url).netloc for url in urls]


def _stopped(release: Release) -> list[str]:
    """As the withdrawal will do it: alone is cancelled, a bundle waits for a person."""
    waiting = Release.objects.filter(
        items__subject__in=[item.subject_id for item in items_of(release)],
        state__in=UNFINISHED,
        kind__in=[ReleaseKind.PUBLISH, ReleaseKind.UPDATE],
        instant__lte=release.instant,
    ).distinct()
    found = []
    for one in waiting.order_by("instant", "pk"):
        about = [item.subject for item in mains_of(one)]
        found.append((_("held: %s") if len(about) > 1 else _("cancelled: %s")) % title(about))
    return found


def _files(release: Release, *, withdrawal: bool) -> tuple[list[str], list[str]]:
    """Names of the files that become public, and of those that nobody can fetch any more."""
    if withdrawal:
        leaving = down.leaving_with(release)
        gone = _keys(row.revision for row in leaving)
        return [], _named(gone - used_by_live(gone, without=[row.subject_id for row in leaving]))
    items = items_of(release)
    live = {
        row.subject_id: row.revision
        for row in LiveRevision.objects.filter(
            subject__in=[item.subject_id for item in items]
        ).select_related("revision")
    }
    pinned = [
        item.revision
        for item in items
        if item.revision and not (item.role == ItemRole.COMPANION and item.subject_id in live)
    ]
    wanted = _keys(pinned)
    public = set(
        PublicFile.objects.filter(key__in=wanted, verified_at__isnull=False).values_list("key", flat=True)
    )
    replaced = [live[one.subject_id] for one in pinned if one.subject_id in live]
    gone = _keys(replaced) - wanted
    kept = used_by_live(gone, without=[one.subject_id for one in replaced]) if gone else set()
    return _named(wanted - public), _named(gone - kept)


def _keys(revisions: Iterable[Revision]) -> set[str]:
    return {key for revision in revisions for key in keys_in(revision.content)}


def _named(keys: set[str]) -> list[str]:
    rows = Rendition.objects.filter(public_key__in=keys).select_related("source").order_by("source", "recipe")
    return [f"{row} · {_size(row.bytes)}" for row in rows]


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
