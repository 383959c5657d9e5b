"""What the public is told of an announced episode's premiere: kept beside its live teaser, in step with the release."""

from datetime import datetime, timedelta

from django.db.models import F

from series.models import LiveRevision, Moment, Page, Release
from series.models.live import PremiereStatus
from series.models.release import ReleaseKind
from series.pages import marks, touched
from series.states import ReleaseState

# A premiere that is this late has its teaser say so.
PATIENCE = timedelta(seconds=5)

_TOLD = {
    ReleaseState.SCHEDULED: PremiereStatus.EXPECTED,
    ReleaseState.HELD: PremiereStatus.DELAYED,
}


def tell(*, release: Release) -> None:
    """Bring the live teasers of this release's episodes in step with it. Twice is once.

    A planned release is a pencil note: its date is told to nobody.
    """
    if release.kind != ReleaseKind.PUBLISH:
        return
    films = release.items.filter(subject__kind="episode").values("subject")
    for teaser in LiveRevision.objects.filter(kind="teaser", episode__in=films):
        _tell(teaser=teaser, release=release)


def tell_teaser(teaser: LiveRevision) -> None:
    """The same from the teaser's side, when it goes live."""
    release = _waiting(teaser.episode)
    if release is not None:
        _tell(teaser=teaser, release=release)


def told_of(episode: int) -> tuple[datetime | None, str, str]:
    """What a teaser that went live now would say: the instant, its zone, and whether it is on time."""
    release = _waiting(episode)
    if release is None:
        return None, "", PremiereStatus.NONE
    return release.instant, release.zone, _TOLD[ReleaseState(release.state)]


def _waiting(episode: int | None) -> Release | None:
    return (
        Release.objects.filter(
            items__subject=episode,
            items__unfinished=True,
            kind=ReleaseKind.PUBLISH,
            state__in=list(_TOLD),
        )
        .order_by("instant")
        .first()
    )


def tell_left(*, episode: int) -> None:
    """An episode was taken out of its release: its announced date holds no longer."""
    teaser = LiveRevision.objects.filter(kind="teaser", episode=episode).first()
    if teaser is not None and teaser.premiere_status in {PremiereStatus.EXPECTED, PremiereStatus.DELAYED}:
        zone = teaser.premiere_zone
        _say(teaser, instant=teaser.premieres_at, zone=zone, status=PremiereStatus.CANCELLED)


def _tell(*, teaser: LiveRevision, release: Release) -> None:
    status = _TOLD.get(ReleaseState(release.state), PremiereStatus.CANCELLED)
    instant = release.instant if release.state in _TOLD else teaser.premieres_at
    if (teaser.premieres_at, teaser.premiere_zone, teaser.premiere_status) != (instant, release.zone, status):
        _say(teaser, instant=instant, zone=release.zone, status=status)


def _say(teaser: LiveRevision, *, instant: datetime | None, zone: str, status: PremiereStatus) -> None:
    LiveRevision.objects.filter(pk=teaser.pk).update(
        premieres_at=instant,
        premiere_zone=zone,
        premiere_status=status,
        premiere_sequence=F("premiere_sequence") + 1,
    )
    refs = touched.by_premiere(teaser)
    marks.mark(refs, why="premiere")
    page = Page.objects.filter(subject=teaser.episode, kind="episode").first()
    if page is not None and instant is not None and status == PremiereStatus.EXPECTED:
        Moment.objects.get_or_create(page=page, why="premiere", instant=instant + PATIENCE)


def run_moment(moment: Moment) -> None:
    """The premiere's instant and a little more have passed: a teaser that is still there says *delayed*."""
    teaser = LiveRevision.objects.filter(
        kind="teaser",
        episode=moment.page.subject_id,
        premiere_status=PremiereStatus.EXPECTED,
        premieres_at=moment.instant - PATIENCE,
    ).first()
    if teaser is not None:
        LiveRevision.objects.filter(pk=teaser.pk).update(premiere_status=PremiereStatus.DELAYED)
        marks.mark(touched.by_premiere(teaser), why="delayed")
