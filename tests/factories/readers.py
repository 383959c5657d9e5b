"""Subscribers and what is planned for them."""

from datetime import UTC, datetime

from series.models import Subject
from series.newsletter import addresses, planning
from series.newsletter.models import Following, Subscriber

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_reader(
    address: str = "reader@example.org", /, *, follows: tuple[Subject, ...] = (), **columns: object
) -> Subscriber:
    """Somebody who confirmed."""
    told: dict[str, object] = {"language": "en", "state": "confirmed", "confirmed_at": NOON}
    told["everything"] = not follows
    reader = Subscriber.objects.create(
        address=address,
        address_key=addresses.keys(address)[0],
        **told | columns,
    )
    Following.objects.bulk_create([Following(subscriber=reader, subject=one) for one in follows])
    return reader


def make_readers(count: int) -> None:
    """Many, at one stroke."""
    named = [f"reader{n}@example.org" for n in range(count)]
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                address=address,
                address_key=addresses.keys(address)[0],
                language="en",
                state="confirmed",
                confirmed_at=NOON,
            )
            for address in named
        ],
        batch_size=2000,
    )


def planned(episode: Subject) -> int:
    """Plan the issue of an episode that is live; how many mails wait."""
    return planning.plan(release_id=episode.live.release_id, episode_id=episode.pk)
