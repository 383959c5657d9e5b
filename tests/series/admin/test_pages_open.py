"""Every page of the desk opens for the roles that may see it, and for nobody else."""

import pytest
from django.contrib import admin
from django.urls import reverse

from series.models import Season
from tests.factories import people, subjects
from tests.series.admin.pages import add, change, desk, history, listing

pytestmark = pytest.mark.django_db


def everything():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    teaser = subjects.make_teaser(subjects.make_episode(complete=False))
    subjects.published(subjects.make_episode())
    release = episode.subject.releases.get()
    review = episode.subject.revisions.first().review
    season = Season.objects.create(series=episode.series)
    consent = episode.creator.consents.first()
    things = [episode, teaser, episode.series, episode.creator, release, review, season, consent]
    hub = [subjects.make_site(), subjects.make_legal(), subjects.make_front(hero=episode)]
    return [*things, *hub, subjects.make_cause(), subjects.make_figure(), subjects.make_resource()]


def test_the_chief_editor_opens_every_page():
    client = desk(people.chi())
    assert client.get(reverse("admin:index")).status_code == 200
    for thing in everything():
        assert client.get(change(thing)).status_code == 200, thing
        assert client.get(history(thing)).status_code == 200, thing
        assert client.get(listing(type(thing))).status_code in {200, 302}, thing


def test_a_superuser_opens_every_list_and_every_empty_form():
    root = people.person("root")
    root.is_superuser = True
    root.save()
    client = desk(root)
    for model, model_admin in admin.site._registry.items():
        assert client.get(listing(model)).status_code in {200, 302}, model
        request = client.get(reverse("admin:index")).wsgi_request
        if model_admin.has_add_permission(request):
            assert client.get(add(model)).status_code == 200, model


def test_the_auditor_reads_everything_and_has_no_button():
    client = desk(people.dov())
    for thing in everything():
        page = client.get(change(thing))
        assert page.status_code == 200, thing
        assert b'name="_save"' not in page.content, thing
        assert b"/acts/" not in page.content, thing
        assert client.get(history(thing)).status_code == 200, thing


def test_a_visitor_is_sent_to_the_sign_in():
    client = desk(people.person("nobody", role=None))
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    client.logout()
    assert client.get(reverse("admin:index")).status_code == 302
