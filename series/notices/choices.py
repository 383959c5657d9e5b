"""What each person wants of each topic: always the desk, and beside it a mail at once, one each morning, or none."""

from collections.abc import Collection, Mapping

import pghistory
from django.db import transaction

from series.models.notice import NoticeChoice, Topic, Way
from sparks.accounts.models import User

# For who has not chosen: at once where somebody waits for this person or a date is in danger.
DEFAULTS: dict[str, Way] = {
    Topic.REVIEW: Way.NOW,
    Topic.COMMENT: Way.MORNING,
    Topic.ASSIGNED: Way.NOW,
    Topic.AT_RISK: Way.NOW,
    Topic.PREVIEW: Way.NOW,
    Topic.IMPORT: Way.DESK,
    Topic.LOOK: Way.MORNING,
}
# Nobody who answers for a release may miss these.
FIXED: dict[str, Way] = {Topic.HELD: Way.NOW}


def ways(*, people: Collection[int], topic: str) -> dict[int, Way]:
    """How a notice of this topic reaches each of these people. One query."""
    if topic in FIXED:
        return dict.fromkeys(people, FIXED[topic])
    chosen = NoticeChoice.objects.filter(person__in=people, topic=topic).values_list("person", "way")
    return {**dict.fromkeys(people, _default(topic)), **{person: Way(way) for person, way in chosen}}


def choices_of(person: User) -> dict[str, Way]:
    """What this person gets of every topic, chosen or not."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("topic", "way"))
    return {
        topic: FIXED.get(topic) or (Way(chosen[topic]) if topic in chosen else _default(topic))
        for topic in Topic.values
    }


def choose(*, person: User, wanted: Mapping[str, str]) -> None:
    """Keep what this person chose, for notices from now on. What can't be chosen is left as it is."""
    with pghistory.context(user=person.pk, act="choose notices"), transaction.atomic():
        for topic, way in wanted.items():
            if topic not in FIXED and way != choices_of(person)[topic]:
                NoticeChoice.objects.update_or_create(
                    person=person, topic=Topic(topic), defaults={"way": Way(way)}
                )


def _default(topic: str) -> Way:
    return DEFAULTS.get(topic, Way.NOW)
