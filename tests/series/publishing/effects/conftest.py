"""Real receivers: an HTTP server and a mail server on this machine, and a release to tell of."""

from collections.abc import Iterator

import pytest

from series.models import Release, ReleaseItem, Review
from series.publishing import effects
from series.publishing.due import database_now
from tests.factories import live, people
from tests.series.publishing.effects.receivers import Mailbox, Receiver


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    with Receiver() as here:
        settings.WEBHOOK_ALLOWED_HOSTS = [f"127.0.0.1:{here.port}"]
        yield here


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with Mailbox() as here:
        settings.MAILERS = here.mailers
        yield here


@pytest.fixture
def released(transactional_db) -> Release:
    """An episode that is out and baked: scheduled by Ana, approved by Ben; Chi is chief editor."""
    people.chi()
    return released_episode(number=3, title="The soap that paid the rent")


def enqueue(release: Release, *, subject_paths: list[str], list_paths: list[str]) -> None:
    effects.enqueue([effects.Told(release=release, subject_paths=subject_paths, list_paths=list_paths)])


def released_episode(**content: object) -> Release:
    episode = live.make_live_episode(**content)
    release = episode.live.release
    Release.objects.filter(pk=release.pk).update(scheduled_by=people.ana())
    Review.objects.filter(pk=episode.live.revision.review_id).update(decided_by=people.ben())
    release.refresh_from_db()
    return release


def withdrawal_of(release: Release, *, notice: str = "Asked for.") -> Release:
    """The withdrawal of what `release` published, as it stands after it ran; Ana scheduled it."""
    later = Release.objects.create(
        kind="withdraw", instant=release.instant, notice=notice, scheduled_by=people.ana()
    )
    ReleaseItem.objects.create(release=later, subject=release.items.get().subject)
    row = Release.objects.filter(pk=later.pk)
    row.update(state="scheduled")
    row.update(state="published", published_at=database_now())
    return row.get()
