"""Tells who must act that a slot is near and something is missing: once for each release and set of missing things."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from series.models import Notice, Release, Revision
from series.models.notice import Topic
from series.models.release import ItemRole
from series.notices import trouble
from series.notices.notify import notify
from series.publishing.due import database_now
from series.publishing.effects.notice.recipients import CHIEF_EDITORS
from series.readiness.at_risk import at_risk
from series.readiness.standing import Point, Standing
from sparks.accounts.models import User

# So many sentences stand in a notice; the desk shows all.
SAID = 4
KEY = "at risk"


def tell() -> int:
    """Tell of every release at risk; returns how many were told of now.

    What was told of before is told again when what is missing changes; the older notice is then read, as is that
    of a release which is in no danger any more. Two at once tell once.
    """
    newest = Notice.objects.aggregate(newest=Max("pk"))["newest"] or 0
    found = {_key(standing, points): (standing, points) for standing, points in at_risk(at=database_now())}
    untold = trouble.untold(found)
    for key, (standing, points) in untold.items():
        _tell(standing, points, key=key)
    _retire(found, up_to=newest)
    return len(untold)


def _key(standing: Standing, points: Iterable[Point]) -> str:
    """The release, its day, and what is missing: moved to another week, it is another danger."""
    release = standing.release
    said = "\n".join(sorted(f"{point.subject.pk} {point.finding.sentence}" for point in points))
    mark = hashlib.sha256(said.encode()).hexdigest()[:20]
    return f"{KEY} {release.pk} {release.instant:%Y-%m-%d} {mark}"


def _tell(standing: Standing, points: list[Point], *, key: str) -> None:
    release = standing.release
    with transaction.atomic():
        notify(
            to=responsible(release, points),
            topic=Topic.AT_RISK,
            sentence=_sentence(standing, points),
            path=trouble.path(release),
            key=key,
        )


def _sentence(standing: Standing, points: list[Point]) -> str:
    release = standing.release
    sentences = [*dict.fromkeys(point.finding.sentence for point in points)]
    more = len(sentences) - SAID
    if more > 0:
        sentences = [
            *sentences[:SAID],
            ngettext("And %(n)s more thing.", "And %(n)s more things.", more) % {"n": more},
        ]
    return _("At risk: %(what)s, due %(when)s. %(missing)s") % {
        "what": ", ".join(str(item.subject) for item in release.items.all() if item.role == ItemRole.MAIN),
        "when": trouble.when(release),
        "missing": " ".join(sentences),
    }


def responsible(release: Release, points: Iterable[Point]) -> list[User]:
    """Who wrote the newest revision, who planned and scheduled, the chief editors, and whoever must act next.

    For an approval those are the people who may decide and wrote none of it; for a plan that is ready, those who
    may schedule.
    """
    mains = [item.subject_id for item in release.items.all() if item.role == ItemRole.MAIN]
    newest = Revision.objects.filter(subject__in=mains).order_by("subject", "-number").distinct("subject")
    authors: set[int] = set()
    for revision in newest.select_related("review"):
        authors.update([*revision.review.authors, revision.created_by_id])
    authors.update(editor for item in release.items.all() for editor in item.subject.editors)
    named = authors | {pk for pk in (release.created_by_id, release.scheduled_by_id) if pk}
    chosen = User.objects.filter(is_active=True).filter(Q(pk__in=named) | Q(groups__name=CHIEF_EDITORS))
    people = {person.pk: person for person in chosen}
    codes = {
        point.finding.code for point in points if point.review is not None or point.finding.code == "schedule"
    }
    if "approval" in codes:
        people.update({one.pk: one for one in _who_may("series.decide_review").exclude(pk__in=authors)})
    if "schedule" in codes:
        people.update({one.pk: one for one in _who_may("series.schedule_release")})
    return list(people.values())


def _who_may(permission: str) -> QuerySet[User]:
    """Whose role it is; an administrator, who may everything, is asked for nothing."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm(permission, include_superusers=False, backend=backend)


def _retire(found: Iterable[str], *, up_to: int) -> None:
    """What is not so any more need not be looked at. It stays in the list, as read.

    `up_to` is the newest notice before anybody looked: what another wrote since knows more than we do.
    """
    unread = Notice.objects.filter(
        topic=Topic.AT_RISK, read_at=None, key__startswith=f"{KEY} ", pk__lte=up_to
    )
    unread.exclude(key__in=list(found)).update(read_at=Now())
