"""Each confirmation names every page and all that comes of it; and what ran is never said to wait. A6, A7, E12, E14."""

import pytest
from django.urls import reverse

from series.models import Episode, LiveRevision, Release, WebhookEndpoint
from series.models.subject import subject_of
from series.publishing import run
from series.scheduling.withdrawn import is_withdrawn
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi
from tests.series.admin.pages import act, act_url, change, desk, form_of, hidden, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _receivers(settings):
    settings.CDN_PURGE_URL = "http://127.0.0.1:9/purge"
    WebhookEndpoint.objects.create(url="https://partner.example/hook?token=secret", secret="s" * 32)


def shown(client, thing, name: str) -> str:
    return client.get(act_url(thing, name)).content.decode()


def test_publish_now_names_files_receivers_addresses_and_people():
    episode = subjects.make_episode()
    subjects.approved(episode)
    chi()
    page = shown(desk(ana()), episode, "publish-now")
    for words in (
        "Files made public",
        "cut.mp4 · ",
        "Webhooks called",
        "partner.example",
        "Mail to",
        "Ana",
        "Chi",
    ):
        assert words in page, words
    assert "http://hub.test/feed.xml" in page, "the address that the CDN is told to forget"
    assert "token=secret" not in page


def test_the_message_afterwards_says_the_same_and_leads_to_all_of_it():
    episode = subjects.make_episode()
    subjects.approved(episode)
    client = desk(ana())
    [message] = said(client, act(client, episode, "publish-now", reason=""))
    release = Release.objects.get()
    assert change(release) in message
    assert "Webhooks called: 1." in message
    assert "Files made public" in client.get(change(release)).content.decode()


def test_a_correction_names_the_files_that_go_and_those_that_come():
    episode = subjects.make_episode()
    subjects.published(episode)
    episode.video = subjects.film(seed=3)
    episode.save()
    subjects.approved(episode)
    page = shown(desk(ana()), episode, "update")
    assert "Files made public" in page
    assert "Files taken away" in page


def test_a_withdrawal_names_what_it_cancels_and_its_teaser():
    episode = subjects.make_episode()
    subjects.published(episode)
    Episode.objects.update(summary="Anew.")
    subjects.approved(Episode.objects.get())
    client = desk(chi())
    typed = {"notice": "", "date": "2031-03-06", "time": "09:00", "zone": "UTC", "reason": ""}
    act(client, episode, "update", steps=2, **typed)
    page = client.post(act_url(episode, "withdraw"), {**typed, "date": "2031-03-07", "notice": "Gone."})
    body = page.content.decode()
    assert "Releases that are cancelled or held" in body
    assert "Files taken away" in body


def test_many_pages_are_bounded_and_can_be_opened():
    causes = tuple(subjects.make_cause() for _ in range(14))
    episode = subjects.make_episode(causes=causes)
    subjects.approved(episode)
    page = shown(desk(ana()), episode, "publish-now")
    assert '<details class="desk-more">' in page
    for cause in causes:
        assert cause.subject.revisions.first().content["slug"] in page


def test_A6_after_it_has_run_the_page_never_says_scheduled_and_saves():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    client = desk(ana())
    act(client, episode, "publish-now", reason="")
    assert run.run(release.pk) == "published"
    page = client.get(change(episode)).content.decode()
    assert "scheduled for" not in page
    assert "Public since" in page
    data = form_of(client, change(episode))
    answer = client.post(change(episode), {**data, "title": "Corrected"})
    assert answer.status_code == 302
    assert Episode.objects.get().title == "Corrected"
    for name in ("schedule", "unschedule", "move", "cancel", "release-now"):
        assert name not in [
            button["url"] for button in client.get(change(release)).context["release"]["buttons"]
        ]


def test_A7_a_failed_publish_keeps_its_schedule_and_says_why():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    episode.creator.consents.all().delete()
    Release.objects.filter(pk=release.pk).update(instant="2026-01-01T00:00:00Z")
    assert run.run(release.pk) == "held"
    client = desk(ana())
    page = client.get(change(episode)).content.decode()
    assert "Publish held for" in page
    assert "no consent that is valid" in page
    subjects.make_consent(episode.creator)
    assert act(client, release, "release-now", reason="").status_code == 302
    assert run.run(release.pk) == "published"


def test_E12_a_schedule_of_what_was_never_public_is_cancelled_by_an_editor():
    episode = subjects.make_episode()
    release = subjects.scheduled(episode)
    client = desk(ana())
    assert "is cancelled" in said(client, act(client, release, "cancel", reason="another week"))[0]
    page = client.get(change(episode)).content.decode()
    assert "scheduled" not in page.partition("Where it stands")[2].partition("Readiness")[0]
    assert 'name="_save"' in page


def test_E14_what_was_withdrawn_is_brought_back_by_whom_may_withdraw_alone():
    episode = subjects.make_episode()
    subjects.published(episode)
    client = desk(chi())
    act(client, episode, "withdraw", notice="For now.", zone="UTC", reason="")
    run.run(Release.objects.get(kind="withdraw").pk)
    assert is_withdrawn(subject_of(episode))
    for person in (ana(), ben(), people.dov()):
        assert desk(person).get(act_url(episode, "bring-back")).status_code == 403
    labels = [button["label"] for button in client.get(change(episode)).context["panel"].buttons]
    assert "Bring back" in labels
    assert "Publish now" not in labels
    page = shown(client, episode, "bring-back")
    assert "/embed/" in page
    assert "comes back at" in said(client, act(client, episode, "bring-back", zone="UTC", reason=""))[0]
    run.run(Release.objects.filter(kind="publish").latest("pk").pk)
    assert LiveRevision.objects.filter(subject__episode=episode).exists()


def test_bringing_back_later_is_shown_first():
    episode = subjects.make_episode()
    subjects.published(episode)
    client = desk(chi())
    act(client, episode, "withdraw", notice="For now.", zone="UTC", reason="")
    run.run(Release.objects.get(kind="withdraw").pk)
    typed = {"date": "2031-03-06", "time": "09:00", "zone": "America/New_York", "reason": ""}
    page = client.get(act_url(episode, "bring-back")).content.decode()
    seen = hidden(page, "seen")
    first = client.post(act_url(episode, "bring-back"), {**typed, "seen": seen, "looked": ""})
    assert "6 Mar 2031 09:00 EST" in first.content.decode()
    answer = act(client, episode, "bring-back", steps=2, **typed)
    assert answer.status_code == 302
    assert reverse("admin:series_episode_change", args=[episode.pk]) == answer.url
