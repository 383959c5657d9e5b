"""Each person chooses what is mailed; nobody can be deaf to a release that is held."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from series.models import Notice, NoticeChoice
from series.models.notice import Topic, Way
from series.notices import notify
from series.notices.choices import DEFAULTS, choices_of, choose
from tests.factories.people import ana, ben, person

pytestmark = pytest.mark.django_db


def way_of(topic: Topic, *, key: str = "k") -> str:
    notify(to=[ana()], topic=topic, sentence="One.", path="/admin/", key=key)
    return Notice.objects.get(person=ana(), key=key).way


def test_every_topic_has_a_default_or_is_fixed():
    assert set(DEFAULTS) | {Topic.HELD} == set(Topic)
    assert way_of(Topic.REVIEW) == Way.NOW


def test_a_choice_holds_for_its_person_its_topic_and_later_notices():
    before = way_of(Topic.REVIEW, key="before")
    choose(person=ana(), wanted={Topic.REVIEW: Way.MORNING})
    assert (before, way_of(Topic.REVIEW, key="after")) == (Way.NOW, Way.MORNING)
    assert Notice.objects.get(key="before").way == Way.NOW
    assert choices_of(ben())[Topic.REVIEW] == Way.NOW
    assert choices_of(ana())[Topic.ASSIGNED] == Way.NOW


def test_what_is_as_it_was_leaves_no_row():
    choose(person=ana(), wanted=choices_of(ana()))
    assert not NoticeChoice.objects.exists()


def test_held_can_not_be_switched_off_by_any_route():
    choose(person=ana(), wanted={Topic.HELD: Way.DESK})
    assert way_of(Topic.HELD) == Way.NOW
    with pytest.raises(IntegrityError):
        NoticeChoice.objects.create(person=ana(), topic=Topic.HELD, way=Way.DESK)


def test_telling_many_costs_as_much_as_telling_one():
    def cost(count: int) -> int:
        cast = [person(f"p{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            notify(to=cast, topic=Topic.REVIEW, sentence="One.", path="/admin/", key=f"key {count}")
        return len(captured)

    assert cost(1) == cost(30)
