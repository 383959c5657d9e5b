"""A season in the rows: two at the premiere, then four, Thursdays 9:00 in New York, far ahead of any clock."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from creators.models import Creator
from series import cadence, planning, scheduling
from series.models import (
    Episode,
    LegalPage,
    Release,
    Review,
    Revision,
    Season,
    Series,
    Slot,
    Subject,
)
from series.models.subject import subject_of
from series.publishing.due import database_now
from sparks.accounts.models import User

THANKSGIVING = date(2090, 11, 23)
RULE = cadence.Rule(
    premiere_count=2,
    weekly_count=4,
    first_date=date(2090, 11, 2),
    wall_clock=time(9),
    zone="America/New_York",
    skip_dates=frozenset({THANKSGIVING}),
)


def editor(name: str = "ada") -> User:
    return User.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})[0]


def rule(**changes: object) -> cadence.Rule:
    return replace(RULE, **changes)


def planned_season(**changes: object) -> Season:
    """A season with its slots, nothing standing in them."""
    series = Series.objects.create(
        title="Sparks of Good", slug="good", promise="A minute of good.", zone=RULE.zone
    )
    season = Season.objects.create(series=series)
    planning.apply(season_id=season.pk, edit=planning.to_rule(rule=rule(**changes)), by=editor())
    season.refresh_from_db()
    return season


def filled_season() -> Season:
    """The same, with a planned episode in each slot: episode 1 in the first, and so on."""
    season = planned_season()
    for number, slot in enumerate(season.slots.all(), start=1):
        put(episode(season.series, number=number), slot)
    return season


def episode(series: Series, *, number: int) -> Subject:
    creator = Creator.objects.create(name=f"Person {number}")
    return subject_of(
        Episode.objects.create(series=series, number=number, title=f"Film {number}", creator=creator)
    )


def put(subject: Subject, slot: Slot) -> Release:
    wall = datetime.fromisoformat(slot.wall)
    return scheduling.plan(subject=subject, wall=wall, zone=slot.zone, by=editor(), slot=slot).release


def ready_page(title: str = "Privacy") -> Subject:
    """Something that may be scheduled with nothing more: an approved legal page."""
    subject = subject_of(LegalPage.objects.create(title=title, slug=title.lower()))
    content = {"title": title, "slug": title.lower(), "body": "We keep nothing."}
    author, other = editor("author"), editor("other")
    review = Review.objects.create(
        state="approved",
        submitted_by=author,
        decided_by=other,
        decided_at=database_now(),
        authors=[author.pk],
    )
    digest = hashlib.sha256(title.encode()).hexdigest()
    Revision.objects.create(
        subject=subject, number=1, content=content, content_hash=digest, review=review, created_by=author
    )
    return subject


def publish(slot: Slot) -> None:
    """As the engine leaves a slot behind whose release went out; its instant was an hour ago."""
    instant = (database_now() - timedelta(hours=1)).replace(microsecond=0)
    local = instant.astimezone(cadence.zone(slot.zone)).replace(tzinfo=None)
    wall = local.isoformat(timespec="seconds")
    Slot.objects.filter(pk=slot.pk).update(instant=instant, wall=wall)
    release = Release.objects.create(
        kind="publish",
        state="published",
        instant=instant,
        wall=wall,
        zone=slot.zone,
        published_at=instant,
        slot=slot,
    )
    assert release.pk


def plan_of(season: Season) -> list[str]:
    return [f"{slot.name} {slot.wall:%m-%d}" for slot in planning.current(season)]


def releases_of(season: Season) -> list[str]:
    rows = Release.objects.filter(slot__season=season).select_related("slot").order_by("slot__position")
    for release in rows:
        assert (release.instant, release.wall) == (release.slot.instant, release.slot.wall)
    return [f"{release.items.get().subject.episode.number} {release.wall[5:10]}" for release in rows]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
