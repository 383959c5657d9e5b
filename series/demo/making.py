"""The whole demonstration, in the order in which a hub comes to life."""

from collections.abc import Callable

from series.demo import accounts, around, audience, ground, reels, season, stages, working_copies
from series.demo.programmes import PROGRAMMES, SPARKS_GOOD
from series.models import Episode
from series.models.release import ReleaseKind
from series.pages.bake import bake_marked

# Long enough for the rest of a stack to start, short enough to be waited for.
PREMIERE_IN = 75


def is_made() -> bool:
    """Whether it was made to its end: the last act is the premiere's."""
    third = Episode.objects.filter(series__slug=SPARKS_GOOD.slug, number=3)
    return third.filter(subject__releases__kind=ReleaseKind.PUBLISH).exists()


def make(*, seconds: int = PREMIERE_IN, say: Callable[[str], object]) -> None:
    """Make it, or what is missing of it after a kill. Raises ground.NotHere where it must not be made.

    Bakes what it marks. Needs the static files collected, as every bake does.
    """
    ground.claim()
    if is_made():
        say("The demonstration is there already; nothing was changed.")
        return
    staff = accounts.ensure()
    say("Drawing the films of the demonstration …")
    episodes = _working_copies(staff)
    say("Publishing what went before …")
    stages.go_live(
        site=working_copies.site(), legal=working_copies.legal_pages(), episodes=episodes, staff=staff
    )
    stages.announce(episodes=episodes, staff=staff)
    stages.furnish(
        things=[*around.resources(), *around.figures(by=staff.producer), around.front()], staff=staff
    )
    good = episodes[SPARKS_GOOD.slug, 3].series
    slots = season.ensure(series=good, staff=staff)
    stages.fill_the_weeks(slots=slots, episodes=episodes, staff=staff)
    stages.correct_and_withdraw(episodes=episodes, staff=staff)
    stages.hold_one(episodes=episodes, staff=staff)
    audience.ensure()
    bake_marked()
    stages.arm(episode=episodes[SPARKS_GOOD.slug, 3], seconds=seconds, staff=staff)
    bake_marked()
    say("The demonstration is made.")


def _working_copies(staff: accounts.Staff) -> stages.Episodes:
    pairs = []
    for programme in PROGRAMMES:
        series = working_copies.series(programme)
        pairs += [(working_copies.episode(entry, series=series), entry) for entry in programme.entries]
    reels.make(pairs, by=staff.producer)
    episodes = {(episode.series.slug, episode.number): episode for episode, _entry in pairs}
    # Before it is approved: which resources a film leads to is part of what is approved.
    episodes[SPARKS_GOOD.slug, 1].resources.set([around.resource(around.COURSE)])
    return episodes
