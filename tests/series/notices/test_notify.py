"""A notice: one sentence for one person, once."""

import pytest
from django.db import transaction

from series.models import Notice
from series.models.notice import Topic
from series.notices import notify
from tests.factories.people import ana, ben

pytestmark = pytest.mark.django_db


def tell(*people, key="release 3"):
    notify(to=people, topic=Topic.AT_RISK, sentence="Captions are missing.", path="/admin/", key=key)


def test_each_person_gets_it_once_however_often_it_is_told():
    tell(ana(), ben(), ben())
    tell(ana(), ben())
    assert sorted(Notice.objects.values_list("person__username", flat=True)) == ["ana", "ben"]


def test_who_left_is_told_nothing():
    person = ana()
    person.is_active = False
    tell(person)
    assert not Notice.objects.exists()


def test_what_is_rolled_back_was_never_told():
    with transaction.atomic():
        tell(ana())
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
