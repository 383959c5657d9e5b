from collections.abc import Iterable

from series.models.notice import Notice, Topic, Way
from series.notices.choices import ways
from sparks.accounts.models import User


def notify(
    *, to: Iterable[User], topic: Topic, sentence: str, path: str, key: str, way: Way | None = None
) -> None:
    """Write a notice for each of these people who has an open account, inside the caller's transaction.

    `path` is where the matter stands at the desk. The second time with the same `key` changes nothing. Each is
    mailed as its person has chosen; `way` says it instead, where the matter is mailed otherwise already.
    """
    people = sorted({person.pk for person in to if person.is_active})
    if not people:
        return
    chosen = dict.fromkeys(people, way) if way else ways(people=people, topic=topic)
    Notice.objects.bulk_create(
        [
            Notice(person_id=pk, topic=topic, sentence=sentence, path=path, key=key, way=chosen[pk])
            for pk in people
        ],
        ignore_conflicts=True,
    )
