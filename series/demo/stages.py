"""Every state that a release can be in, each brought about by the acts that lead there."""

from datetime import datetime, timedelta

from django.db import models

from creators import consent as consents
from creators.models import Consent
from series import cadence, scheduling
from series.demo import desk, season, working_copies
from series.demo.accounts import Staff
from series.demo.programmes import CHANGE_MAKERS, CREATE_KINDNESS, SPARKS_GOOD
from series.demo.programmes.change_makers import RIVER_CORRECTED, RIVER_FIRST
from series.models import Episode, LegalPage, Release, Site, Slot
from series.models.release import ReleaseKind
from series.models.subject import subject_of
from series.publishing.due import database_now
from series.publishing.tick import run_due
from series.states import ReleaseState

type Episodes = dict[tuple[str, int], Episode]

GOOD, MAKERS, KINDNESS = SPARKS_GOOD.slug, CHANGE_MAKERS.slug, CREATE_KINDNESS.slug
# What is public from the start, and for how many days already.
LIVE = [
    ((KINDNESS, 1), 120),
    ((KINDNESS, 2), 113),
    ((MAKERS, 1), 49),
    ((MAKERS, 2), 42),
    ((MAKERS, 3), 35),
    ((GOOD, 1), 1),
    ((GOOD, 2), 1),
]
NOTICE_WITHDRAWN = (
    "This film was withdrawn at the wish of the person it was about. (A demonstration: neither person nor wish is"
    " real.)"
)
NOTICE_CORRECTED = (
    "The summary said that the fish were counted for nine years. It is seven. (A demonstration: a fictional fact,"
    " corrected as a real one would be.)"
)


def go_live(*, site: Site, legal: list[LegalPage], episodes: Episodes, staff: Staff) -> None:
    """The hub itself and what was published before today; the engine runs them in order of their instants."""
    now = desk.just_now()
    for thing in (site, *legal):
        desk.due_since(desk.approved(thing, staff=staff), now - timedelta(days=130), staff=staff)
    for key, days in LIVE:
        subject = desk.approved(episodes[key], staff=staff)
        desk.due_since(subject, nine_in_new_york(now, days=days), staff=staff)
    run_due()


def nine_in_new_york(now: datetime, *, days: int) -> datetime:
    """Nine in the morning of the last Thursday that was at least `days` ago."""
    day = (now - timedelta(days=days)).date()
    day -= timedelta(days=(day.weekday() - season.THURSDAY) % 7)
    instant = cadence.lay(datetime.combine(day, season.NINE), SPARKS_GOOD.zone).instant
    if instant is None:
        raise ValueError(f"{day} has no nine o'clock")
    return instant


def announce(*, episodes: Episodes, staff: Staff) -> None:
    """The two who were announced by name before their films."""
    for number in (3, 4):
        entry = SPARKS_GOOD.entry(number)
        teaser = working_copies.teaser(entry, episode=episodes[GOOD, number])
        subject = desk.approved(teaser, staff=staff)
        if desk.release_of(subject) is None:
            scheduling.publish_now(subject=subject, by=staff.editor)
    run_due()


def furnish(*, things: list[models.Model], staff: Staff) -> None:
    """What stands around the films: resources, figures, the arrangement of the front."""
    for thing in things:
        subject = desk.approved(thing, staff=staff)
        if desk.release_of(subject) is None:
            scheduling.publish_now(subject=subject, by=staff.editor)
    run_due()


def fill_the_weeks(*, slots: list[Slot], episodes: Episodes, staff: Staff) -> None:
    """In the first slot a scheduled episode, then planned ones, one of them cancelled; a reserve beside them."""
    fourth = episodes[GOOD, 4]
    desk.approved(fourth, staff=staff)
    waiting = _planned(fourth, slots[0], staff=staff)
    if waiting.state == ReleaseState.PLANNED:
        scheduling.schedule(release_id=waiting.pk, by=staff.editor)
    desk.submitted(episodes[GOOD, 5], staff=staff, note="Please look at the last line of the story.")
    _planned(episodes[GOOD, 5], slots[1], staff=staff)
    _planned(episodes[GOOD, 6], slots[2], staff=staff)
    dropped = _planned(episodes[GOOD, 8], slots[3], staff=staff)
    if dropped.state == ReleaseState.PLANNED:
        scheduling.cancel(release_id=dropped.pk, by=staff.editor, reason="The choir is on tour that week.")
    desk.approved(episodes[GOOD, 7], staff=staff)


def _planned(episode: Episode, slot: Slot, *, staff: Staff) -> Release:
    subject = subject_of(episode)
    return (
        desk.release_of(subject)
        or scheduling.plan(
            subject=subject,
            wall=datetime.fromisoformat(slot.wall),
            zone=slot.zone,
            by=staff.editor,
            slot=slot,
        ).release
    )


def correct_and_withdraw(*, episodes: Episodes, staff: Staff) -> None:
    """One film corrected with a public notice, another taken off the hub."""
    river = episodes[MAKERS, 2]
    if river.summary == RIVER_FIRST:
        river.summary = RIVER_CORRECTED
        river.save(update_fields=["summary"])
    corrected = desk.approved(river, staff=staff)
    if desk.release_of(corrected, kind=ReleaseKind.UPDATE) is None:
        scheduling.update(subject=corrected, by=staff.editor, notice=NOTICE_CORRECTED)
    gone = subject_of(episodes[MAKERS, 3])
    if desk.release_of(gone, kind=ReleaseKind.WITHDRAW) is None:
        scheduling.withdraw(subject=gone, by=staff.chief, notice=NOTICE_WITHDRAWN)
    run_due()


def hold_one(*, episodes: Episodes, staff: Staff) -> None:
    """Scheduled, and then the person withdraws the consent: held, with that as its reason."""
    episode = episodes[MAKERS, 4]
    subject = desk.approved(episode, staff=staff)
    if desk.release_of(subject) is None:
        wall = (database_now() + timedelta(days=9)).replace(tzinfo=None, microsecond=0)
        planned = scheduling.plan(subject=subject, wall=wall, zone="UTC", by=staff.editor)
        scheduling.schedule(release_id=planned.release.pk, by=staff.editor)
    signed = Consent.objects.filter(creator=episode.creator, withdrawn_at=None).first()
    if signed is not None:
        consents.withdraw(consent_id=signed.pk, reason="The person asked for it. (A demonstration.)")


def arm(*, episode: Episode, seconds: int, staff: Staff) -> None:
    """Last of all: the third episode goes live so many seconds from now. Never armed a second time."""
    subject = desk.approved(episode, staff=staff)
    if desk.release_of(subject) is not None:
        return
    instant = desk.just_now() + timedelta(seconds=seconds)
    zone = SPARKS_GOOD.zone
    wall = instant.astimezone(cadence.zone(zone)).replace(tzinfo=None)
    if cadence.lay(wall, zone).instant != instant:
        # The hour that a clock change repeats: its second half has no wall time of its own.
        zone, wall = "UTC", instant.replace(tzinfo=None)
    planned = scheduling.plan(subject=subject, wall=wall, zone=zone, by=staff.editor)
    scheduling.schedule(release_id=planned.release.pk, by=staff.editor)
