"""What follows in this app when something happens to a person: registered with the hooks of `creators`."""

from django.db.models import QuerySet

from creators.models import Consent
from series.models import LiveRevision, Release, Subject
from series.models.release import ReleaseKind
from series.publishing import seal
from series.publishing.due import database_now
from series.publishing.holding import hold
from series.scheduling import withdraw
from series.scheduling.locking import lock_subjects
from series.states import UNFINISHED, ReleaseState

NOTICE = "This page was withdrawn at the wish of the person it was about."


def lock_what_shows(consent: Consent) -> None:
    """Lock all that a withdrawal may change, subjects before consents, as the engine and every act of an editor do."""
    shown = _shown(consent)
    waiting = Release.objects.filter(items__subject__in=shown, state__in=UNFINISHED)
    together = Subject.objects.filter(items__release__in=waiting)
    lock_subjects([*shown.values_list("pk", flat=True), *together.values_list("pk", flat=True)])


def _shown(consent: Consent) -> QuerySet[Subject]:
    """Everything that shows the person."""
    person = consent.creator_id
    return (
        Subject.objects.filter(creator=person)
        | Subject.objects.filter(episode__creator=person)
        | Subject.objects.filter(teaser__episode__creator=person)
    )


def hold_what_shows(consent: Consent) -> None:
    """A consent was withdrawn: without another valid one, what is scheduled is held and what is public goes.

    Runs inside the transaction of the withdrawal. A release that holds the consent's row comes first, and is
    withdrawn here at once.
    """
    today = database_now().date()
    valid = Consent.objects.filter(creator=consent.creator_id)
    if valid.valid_on(today, demonstration=seal.is_demonstration()).exists():
        return
    subjects = list(_shown(consent).order_by("pk"))
    scheduled = Release.objects.filter(items__subject__in=subjects, state=ReleaseState.SCHEDULED)
    for release in scheduled.exclude(kind=ReleaseKind.WITHDRAW).distinct().order_by("pk"):
        hold(release_id=release.pk, reason=f"{consent.creator} withdrew the consent.")
    live = set(LiveRevision.objects.filter(subject__in=subjects).values_list("subject_id", flat=True))
    # Episodes first: the person's own page can go only when nothing public stands on it.
    for subject in sorted(subjects, key=lambda subject: subject.kind == "creator"):
        if subject.pk in live:
            withdraw(subject=subject, by=None, notice=NOTICE, reason="consent withdrawn")
