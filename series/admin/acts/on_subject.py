"""What every act on a working copy has: its subject, and the lock that the engine takes too."""

from typing import Any

from django.db import models

from series.admin.acts.refusals import SENTENCES
from series.admin.acts.told import told
from series.models import LiveRevision, Release, Series, Site, Subject
from series.models.subject import subject_of
from series.scheduling import Outcome
from series.scheduling.locking import lock_subjects
from series.states import UNFINISHED
from sparks.desk.acts import Act, Done, mark_of


class SubjectAct(Act):
    refusals = SENTENCES

    def lock(self, thing: Any) -> None:
        lock_subjects([subject_of(thing).pk])

    def mark(self, thing: Any) -> str:
        """The newest revision and what is waiting: whoever decides has seen these."""
        subject = subject_of(thing)
        return mark_of(
            list(subject.revisions.order_by("-number").values_list("number", "review__state")[:1]),
            list(unfinished(subject).values_list("pk", "state", "instant")),
            is_public(subject),
        )


def is_public(subject: Subject) -> bool:
    return LiveRevision.objects.filter(subject=subject).exists()


def unfinished(subject: Subject) -> models.QuerySet[Release]:
    """Releases of this subject that have not run, the publish among them first."""
    return Release.objects.filter(items__subject=subject, items__role="main", state__in=UNFINISHED).order_by(
        "kind", "instant", "pk"
    )


def zone_of(thing: models.Model) -> str:
    """The zone in which times are meant: of the series, else of the hub."""
    series = thing if isinstance(thing, Series) else getattr(thing, "series", None)
    episode = getattr(thing, "episode", None)
    if episode is not None:
        series = episode.series
    if series is not None:
        return str(series.zone)
    site = thing if isinstance(thing, Site) else Site.objects.filter(pk=1).first()
    return site.zone if site else "UTC"


def done(outcome: Outcome) -> Done:
    return told(outcome)
