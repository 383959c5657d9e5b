from collections.abc import Iterable

from series.models.notice import Notice, Topic
from sparks.accounts.models import User


def notify(*, to: Iterable[User], topic: Topic, sentence: str, path: str, key: str) -> None:
    """Write a notice for each of these people who has an open account, inside the caller's transaction.

    `path` is where the matter stands at the desk. The second time with the same `key` changes nothing.
    """
    people = {person.pk for person in to if person.is_active}
    Notice.objects.bulk_create(
        [Notice(person_id=pk, topic=topic, sentence=sentence, path=path, key=key) for pk in sorted(people)],
        ignore_conflicts=True,
    )
