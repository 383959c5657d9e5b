"""What every act on a working copy has: its subject, and the lock that the engine takes too."""

from typing import Any

from django.db import models

from series import situation
from series.admin.acts.refusals import SENTENCES
from series.admin.acts.told import told
from series.models import Series, Site
from series.models.subject import know_subject, subject_of
from series.scheduling import Outcome
from series.scheduling.locking import lock_subjects
from sparks.desk.acts import Act, Done, mark_of


class SubjectAct(Act):
    refusals = SENTENCES

    def lock(self, thing: Any) -> None:
        lock_subjects([subject_of(thing).pk])

    def look(self, thing: Any) -> None:
        situation.know(know_subject(thing))

    def mark(self, thing: Any) -> str:
        """The newest revision and what is waiting: whoever decides has seen these."""
        now = situation.situation_of(subject_of(thing))
        return mark_of(
            now.newest and (now.newest.number, now.newest.review.state),
            [(release.pk, release.state, release.instant) for release in now.waiting],
            now.live is not None,
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
