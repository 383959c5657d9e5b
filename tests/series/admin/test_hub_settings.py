"""The site, webhooks, consent and files that are not public, at the desk."""

import pytest
from django.urls import reverse

from creators.models import Consent
from series.models import LiveRevision, Release, Rendition, Site, WebhookEndpoint
from series.publishing import run
from tests.factories import people, subjects
from tests.series.admin.pages import act, act_url, add, change, desk, form_of, history, listing, said

pytestmark = pytest.mark.django_db


def test_the_site_is_made_at_the_first_visit_and_is_one():
    client = desk(people.chi())
    response = client.get(listing(Site))
    assert response.url == change(Site.objects.get())
    assert client.get(add(Site)).status_code == 403
    typed = {**form_of(client, response.url), "name": "Anybody's hub", "ember": "#00aa88"}
    assert client.post(response.url, typed).status_code == 302
    assert Site.objects.get().name == "Anybody's hub"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/hook",
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "http://10.1.2.3:8080/",
        "ftp://x.org/",
    ],
)
def test_X8_a_webhook_on_a_private_address_is_refused(url):
    client = desk(people.chi())
    response = client.post(add(WebhookEndpoint), {"url": url, "active": "on", "secret": "s" * 20})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["url"]
    assert not WebhookEndpoint.objects.exists()


def test_the_secret_of_a_webhook_is_shown_only_to_who_may_change_it():
    hook = WebhookEndpoint.objects.create(url="https://93.184.216.34/hook", secret="not for everybody")
    WebhookEndpoint.objects.filter(pk=hook.pk).update(secret="nor this one")
    assert "nor this one" in desk(people.chi()).get(change(hook)).content.decode()
    for url in (change(hook), history(hook)):
        assert "nor this one" not in desk(people.dov()).get(url).content.decode()


def test_withdrawing_a_consent_names_the_pages_first_and_takes_them_off():
    episode = subjects.make_episode()
    subjects.published(episode)
    consent = episode.creator.consents.get()
    client = desk(people.ana())
    page = client.get(act_url(consent, "withdraw")).content.decode()
    assert "/embed/" in page
    assert f"/people/{LiveRevision.objects.get(kind='creator').revision.content['slug']}/" in page
    assert Consent.objects.get().withdrawn_at is None, "looking changes nothing"
    response = act(client, consent, "withdraw", reason="She wrote to us.")
    assert "is withdrawn" in said(client, response)[0]
    assert Consent.objects.get().withdrawal_reason == "She wrote to us."
    for release in Release.objects.filter(kind="withdraw").order_by("instant", "pk"):
        assert run.run(release.pk) == "published"
    assert not LiveRevision.objects.filter(kind__in=["episode", "creator"]).exists()
    assert act(client, consent, "withdraw", reason="again").status_code == 422


def test_a_scheduled_episode_is_held_by_the_withdrawal_and_the_desk_says_so():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    client = desk(people.ana())
    act(client, episode.creator.consents.get(), "withdraw", reason="")
    page = client.get(reverse("admin:index")).content.decode()
    assert "withdrew the consent." in page


def test_M5_files_that_are_not_public_are_for_staff_who_may_see_them():
    episode = subjects.make_episode()
    rendition = Rendition.objects.get(source=episode.video)
    url = reverse("desk-file", args=[rendition.pk])
    assert url in desk(people.ben()).get(change(episode)).content.decode()
    answer = desk(people.ben()).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "video/mp4")
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert len(b"".join(answer.streaming_content)) == rendition.bytes
    assert desk(people.eli()).get(url).status_code == 403
    from django.test import Client

    assert Client().get(url).status_code == 302


def test_the_desk_shows_what_needs_a_person_and_every_time_has_a_zone():
    subjects.due(subjects.make_episode(), seconds_ago=120)
    incomplete = subjects.make_episode(complete=False)
    subjects.planned(incomplete)
    page = desk(people.ana()).get(reverse("admin:index")).content.decode()
    assert "Overdue" in page
    assert "Nothing of it is approved yet" in page
    assert " UTC" in page


def test_a_sealed_copy_says_so_on_every_visit(settings):
    settings.ENVIRONMENT_ID = "staging"
    page = desk(people.ana()).get(reverse("admin:index")).content.decode()
    assert "belongs to “test”, and this installation is “staging”" in page
