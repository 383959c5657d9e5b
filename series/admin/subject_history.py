"""What belongs to the history of a thing: its own rows, and those that tell what became of it."""

from django.db import models

from creators.models import Creator
from series.models import (
    Episode,
    EpisodeCaption,
    LiveRevision,
    PreviewAnswer,
    PreviewLink,
    Release,
    Review,
    Subject,
    Teaser,
)
from sparks.desk.history import Source, events_of


def sources_of(thing: models.Model) -> list[Source]:
    """Of a subject: its working copy, its captions and causes, its reviews and releases, and what was live."""
    sources: list[Source] = [(str(thing._meta.verbose_name), events_of(type(thing), pgh_obj_id=thing.pk))]
    if isinstance(thing, Episode):
        sources.append(("captions", events_of(EpisodeCaption, episode_id=thing.pk)))
        sources.append(("teaser", events_of(Teaser, episode_id=thing.pk)))
        sources.append(("cause", events_of(Episode.causes.through, episode_id=thing.pk)))
    if isinstance(thing, Creator):
        sources.append(("cause", events_of(Creator.causes.through, creator_id=thing.pk)))
    subject = _subject(thing)
    if subject is not None:
        reviews = Review.objects.filter(revisions__subject=subject).values("pk")
        releases = Release.objects.filter(items__subject=subject).values("pk")
        sources.append(("review", events_of(Review, pgh_obj_id__in=reviews)))
        sources.append(("release", events_of(Release, pgh_obj_id__in=releases)))
        sources.append(("what is public", events_of(LiveRevision, subject_id=subject.pk)))
        sources.append(("preview link", events_of(PreviewLink, subject_id=subject.pk)))
        revisions = subject.revisions.values("pk")
        sources.append(("answer to a preview", events_of(PreviewAnswer, revision_id__in=revisions)))
    return sources


def _subject(thing: models.Model) -> Subject | None:
    kind = next((f.name for f in Subject._meta.fields if f.related_model is type(thing)), None)
    return Subject.objects.filter(**{kind: thing}).first() if kind else None
