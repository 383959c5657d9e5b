"""What the measures publish: a hub, and episodes, each with a film, poster and captions of its own.

One episode goes the editors' whole way; the others are written like it, in bulk, through the same constraints and
triggers: to review two thousand one by one would take longer than to measure them.
"""

import copy
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import transaction

from creators.models import Cause, Creator
from series.models import Episode, EpisodeCaption, Release, ReleaseItem, Revision, Series, Subject
from series.models.release import ReleaseKind
from series.models.subject import subject_of
from series.revisions import content_hash
from series.states import ReleaseState
from tests.bench import media
from tests.factories import subjects
from tests.factories.people import ana, ben


def hub() -> Series:
    """The site, a cause and one series, public; nothing baked yet."""
    subjects.published(subjects.make_site())
    subjects.published(subjects.make_cause())
    series = subjects.make_series()
    subjects.published(series)
    return series


def people(count: int) -> list[Creator]:
    """Public, each with a signed consent."""
    found = [subjects.make_creator() for _ in range(count)]
    for creator in found:
        subjects.published(creator)
    return found


def scheduled(
    count: int, *, series: Series, creators: list[Creator], at: Callable[[int], datetime]
) -> list[Release]:
    """Approved and scheduled, the nth (from 0) for the instant `at(n)`, in whole seconds."""
    pattern = _pattern(series.pk, creators[0].pk)
    first = (series.episodes.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    releases: list[Release] = []
    for begin in range(0, count, 200):
        numbers = range(first + begin, first + min(begin + 200, count))
        with transaction.atomic():
            releases += _some(numbers, pattern, series=series, creators=creators, at=lambda n: at(n - first))
    return releases


@cache
def _pattern(series_id: int, creator_id: int) -> Revision:
    """The revision that the others are like: of an episode that is approved and never released."""
    series = Series.objects.get(pk=series_id)
    episode = subjects.make_episode(
        series=series, creator=Creator.objects.get(pk=creator_id), causes=tuple(Cause.objects.all())
    )
    return subjects.approved(episode)


def _some(
    numbers: range,
    pattern: Revision,
    *,
    series: Series,
    creators: list[Creator],
    at: Callable[[int], datetime],
) -> list[Release]:
    editor, producer = ana(), ben()
    people = {creator.pk: subject_of(creator).pk for creator in creators}
    like = pattern.subject.episode
    sets = media.copies(like, numbers)
    episodes = Episode.objects.bulk_create(
        [
            Episode(
                series=series,
                creator=creators[number % len(creators)],
                number=number,
                title=f"Minute {number}",
                summary=like.summary,
                poster_alt=like.poster_alt,
                video=files.film,
                poster=files.poster,
            )
            for number, files in zip(numbers, sets, strict=True)
        ]
    )
    EpisodeCaption.objects.bulk_create(
        EpisodeCaption(episode=episode, language=episode.language, asset=files.captions)
        for episode, files in zip(episodes, sets, strict=True)
    )
    chosen = Subject.objects.bulk_create(Subject(kind="episode", episode=episode) for episode in episodes)
    revisions = Revision.objects.bulk_create(
        _revision(pattern, subject, files, person=people[subject.episode.creator_id], by=producer)
        for subject, files in zip(chosen, sets, strict=True)
    )
    releases = Release.objects.bulk_create(
        Release(
            kind=ReleaseKind.PUBLISH,
            instant=at(number),
            wall=at(number).replace(tzinfo=None).isoformat(),
            created_by=producer,
            scheduled_by=editor,
        )
        for number in numbers
    )
    ReleaseItem.objects.bulk_create(
        ReleaseItem(release=release, subject=revision.subject, revision=revision, kind=release.kind)
        for release, revision in zip(releases, revisions, strict=True)
    )
    Release.objects.filter(pk__in=[release.pk for release in releases]).update(state=ReleaseState.SCHEDULED)
    return releases


def _revision(pattern: Revision, subject: Subject, files: "media.Files", *, person: int, by: Any) -> Revision:
    episode = subject.episode
    content = copy.deepcopy(pattern.content)
    content |= {"number": episode.number, "title": episode.title, "slug": f"minute-{episode.number}"}
    content |= {"creator": person, "creator_name": episode.creator.name}
    for name, asset in (("video", files.film), ("poster", files.poster)):
        content[name] |= {"asset": asset.pk, "sha256": asset.sha256}
        content[name]["files"] = [files.entry(entry) for entry in content[name]["files"]]
    content["captions"] = [files.entry(entry) for entry in content["captions"]]
    return Revision(
        subject=subject,
        number=1,
        content=content,
        content_hash=content_hash(content),
        review=pattern.review,
        created_by=by,
    )
