"""Where a release stands: what is missing before it can go out, read for many releases at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from creators.models import Cause
from series.models import Episode, LiveRevision, Release, ReleaseItem, Revision, Subject
from series.models.release import ItemRole, ReleaseKind
from series.models.subject import STANDS_ON, THINGS, SubjectKind
from series.readiness.asked import Asked
from series.readiness.bulk import check_all
from series.readiness.finding import Finding, Level
from series.states import ReleaseState, ReviewState

_APPROVAL = {
    ReviewState.IN_REVIEW: "It waits for somebody's approval.",
    ReviewState.CHANGES_ASKED: "Changes were asked for. Make them, and send it again.",
}


@dataclass(frozen=True)
class Point:
    """One finding about one of the release's subjects; `review` is where the approval stands, if there is one."""

    subject: Subject
    finding: Finding
    review: int | None = None


@dataclass(frozen=True)
class Standing:
    release: Release
    points: list[Point] = field(default_factory=list)

    @property
    def missing(self) -> list[Point]:
        return [point for point in self.points if point.finding.level == Level.STOP]


def items() -> Prefetch:
    """The items of releases with all that `standings` and a list of names look at. One query."""
    rows = ReleaseItem.objects.select_related("subject", "revision", *THINGS, *STANDS_ON)
    return Prefetch("items", rows.order_by("pk"))


def standings(releases: Sequence[Release]) -> list[Standing]:
    """Where each of these stands, in the same order. Give them with `items` prefetched, else it is done here."""
    prefetch_related_objects(list(releases), items())
    wanted = _wanted(releases)
    subjects = {subject.pk for _release, subject, _item in wanted if subject.pk}
    live = set(LiveRevision.objects.filter(subject__in=subjects).values_list("subject_id", flat=True))
    revisions = _Revisions(subjects)
    asked: list[Asked] = []
    about: list[tuple[Release, Point | None]] = []
    found: dict[int, list[Point]] = {release.pk: [] for release in releases}
    for release, subject, item in wanted:
        main = item is not None and item.role == ItemRole.MAIN
        if not main and subject.pk in live:
            continue
        if main and release.kind == ReleaseKind.UPDATE and subject.pk not in live:
            found[release.pk].append(Point(subject, NOTHING_TO_UPDATE))
        revision, approval = revisions.of(release, subject, item)
        asked.append(Asked(subject, revision, release.instant.date()))
        about.append((release, approval))
    for one, (release, approval), findings in zip(asked, about, check_all(asked), strict=True):
        review = approval.review if approval else None
        points = [Point(one.subject, finding, review) for finding in findings]
        found[release.pk] += [approval, *points] if approval else points
    return [Standing(release, found[release.pk]) for release in releases]


NOTHING_TO_UPDATE = Finding("live", Level.STOP, "It is not public, so there is nothing to update.")


def _wanted(releases: Iterable[Release]) -> list[tuple[Release, Subject, ReleaseItem | None]]:
    """The subjects that must be ready, each with its item, or without one if it would come along."""
    going = [release for release in releases if release.kind != ReleaseKind.WITHDRAW]
    planned = [release for release in going if release.state == ReleaseState.PLANNED]
    _read_causes(planned)
    wanted: list[tuple[Release, Subject, ReleaseItem | None]] = []
    for release in going:
        rows = list(release.items.all())
        if release not in planned:
            wanted += [(release, item.subject, item) for item in rows]
            continue
        mains = [item for item in rows if item.role == ItemRole.MAIN]
        wanted += [(release, item.subject, item) for item in mains]
        along = {(one.kind, one.thing.pk): one for item in mains for one in _companions(item.subject)}
        wanted += [(release, subject, None) for subject in along.values()]
    return wanted


def _read_causes(planned: Iterable[Release]) -> None:
    episodes = [item.subject.episode for release in planned for item in release.items.all()]
    with_subject = Prefetch("causes", Cause.objects.select_related("subject"))
    prefetch_related_objects([one for one in episodes if one is not None], with_subject)


def _companions(subject: Subject) -> Iterator[Subject]:
    """As `reviews.companions`, without a query; what has no subject yet was never sent for review."""
    if subject.teaser is not None:
        yield _series_of(subject.teaser.episode)
    if subject.episode is not None:
        yield _series_of(subject.episode)
        creator = subject.episode.creator
        yield getattr(creator, "subject", None) or Subject(kind=SubjectKind.CREATOR, creator=creator)
        for cause in subject.episode.causes.all():
            yield getattr(cause, "subject", None) or Subject(kind=SubjectKind.CAUSE, cause=cause)


def _series_of(episode: Episode) -> Subject:
    series = episode.series
    return getattr(series, "subject", None) or Subject(kind=SubjectKind.SERIES, series=series)


class _Revisions:
    """The revisions that would go out, and what their approval lacks."""

    def __init__(self, subjects: Iterable[int]) -> None:
        rows = Revision.objects.filter(subject__in=subjects).select_related("review")
        self._approved = _newest(rows.filter(review__state=ReviewState.APPROVED))
        self._newest = _newest(rows)

    def of(
        self, release: Release, subject: Subject, item: ReleaseItem | None
    ) -> tuple[Revision | None, Point | None]:
        if release.state != ReleaseState.PLANNED and item is not None:
            return item.revision, None
        approved = self._approved.get(subject.pk or 0)
        if approved is not None:
            return approved, None
        newest = self._newest.get(subject.pk or 0)
        if newest is None:
            return None, None
        # What was sent is checked already, so that all that is missing is known before somebody decides.
        words = _APPROVAL.get(ReviewState(newest.review.state), "Nothing of it is approved yet.")
        finding = Finding("approval", Level.STOP, words, place="review", which=newest.review_id)
        return newest, Point(subject, finding, newest.review_id)


def _newest(rows: QuerySet[Revision]) -> dict[int, Revision]:
    newest = rows.order_by("subject", "-number").distinct("subject")
    return {revision.subject_id: revision for revision in newest}
