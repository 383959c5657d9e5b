"""From a release to its issue: by the engine, after the page."""

from datetime import timedelta

import pytest

from series.models import Effect, LiveRevision, Mark
from series.newsletter.models import Delivery, Issue
from series.newsletter.sending.run import send_due
from series.pages.bake import bake_marked
from series.publishing import effects
from series.publishing.tick import run_due
from tests.factories import subjects
from tests.factories.readers import make_reader

pytestmark = pytest.mark.django_db(transaction=True)


def newsletters() -> list[Effect]:
    return list(Effect.objects.filter(kind="newsletter"))


def test_the_page_is_live_before_the_first_mail(mailbox):
    make_reader()
    subjects.due(subjects.make_episode())
    run_due()
    (effect,) = newsletters()
    if Mark.objects.filter(release=effect.release_id).exists():
        assert effects.deliver_due(kinds=["newsletter"]) == 0
        assert not Issue.objects.exists()
    bake_marked()
    assert effects.deliver_due(kinds=["newsletter"]) == 1
    assert Delivery.objects.count() == 1
    assert send_due() == 1
    assert mailbox.recipients == ["reader@example.org"]
    assert effects.deliver_due(kinds=["newsletter"]) == 0


def test_O2_an_effect_whose_worker_died_is_done_again_and_plans_once():
    make_reader()
    subjects.due(subjects.make_episode())
    run_due()
    bake_marked()
    effects.deliver_due(kinds=["newsletter"])
    (effect,) = newsletters()
    from series.newsletter.effect import deliver

    deliver(effect)
    assert (Issue.objects.count(), Delivery.objects.count()) == (1, 1)


def test_without_readers_a_release_writes_no_effect_for_them():
    subjects.due(subjects.make_episode())
    run_due()
    assert LiveRevision.objects.filter(kind="episode").exists()
    assert newsletters() == []


def test_T10_news_of_three_days_ago_is_given_up_with_a_sentence(monkeypatch):
    make_reader()
    subjects.due(subjects.make_episode())
    run_due()
    bake_marked()
    monkeypatch.setattr("series.newsletter.effect.STALE", timedelta(0))
    effects.deliver_due(kinds=["newsletter"])
    (effect,) = newsletters()
    assert (effect.state, Issue.objects.count()) == ("parked", 0)
    assert "three days" in effect.error
