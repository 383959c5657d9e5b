"""Two states of a subject side by side: revisions, the working copy, what is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from series.models import Episode
from series.models.subject import subject_of
from sparks import urls
from tests.factories import people, subjects
from tests.series.admin.pages import act, change, desk, said

pytestmark = pytest.mark.django_db


def compare(thing) -> str:
    return reverse("desk-compare", args=[subject_of(thing).pk])


def edited(episode, **fields):
    Episode.objects.filter(pk=episode.pk).update(**fields)
    episode.refresh_from_db()
    return subjects.approved(episode)


def test_two_revisions_show_what_went_and_what_came_word_by_word():
    episode = subjects.make_episode(title="The soap")
    subjects.approved(episode)
    edited(episode, title="The bread")
    page = desk(people.dov()).get(compare(episode), {"from": "1", "to": "2"})
    text = page.content.decode()
    assert "Revision 1 → Revision 2" in text
    assert "The <del>soap</del><ins>bread</ins>" in text
    assert [row.label for row in page.context["changed"]] == ["title", "slug"]


def test_what_is_public_stands_beside_the_working_copy_unless_asked_otherwise():
    episode = subjects.make_episode(title="The soap")
    subjects.published(episode)
    Episode.objects.filter(pk=episode.pk).update(title="The bread", video=None)
    page = desk(people.ben()).get(compare(episode))
    assert (page.context["before"].key, page.context["after"].key) == ("live", "copy")
    text = page.content.decode()
    assert "public now" in text
    assert "not the same" in text, "the film is gone"


def test_the_list_marks_what_is_public_and_what_is_pinned():
    episode = subjects.make_episode()
    subjects.published(episode)
    edited(episode, summary="Newer, and longer than it was before.")
    subjects.scheduling.update(
        subject=subject_of(episode), by=people.ana(), wall=subjects.wall_in(3600), zone="UTC"
    )
    rows = desk(people.ben()).get(compare(episode)).context["revisions"]
    assert [(row.revision.number, row.live, row.pinned) for row in rows] == [
        (2, False, True),
        (1, True, False),
    ]


@pytest.mark.parametrize("asked", [{"from": "7"}, {"from": "live"}, {"from": "x" * 50}, {"to": "-1"}])
def test_what_is_not_there_is_said(asked):
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    page = desk(people.ben()).get(compare(episode), asked)
    assert page.status_code == 200
    assert "One of the two is not there" in page.content.decode()


def test_who_may_not_look_at_the_thing_may_not_compare_it():
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    assert desk(people.eli()).get(compare(episode)).status_code == 403
    assert desk(people.person("zoe", role="Nobody")).get(compare(episode)).status_code == 403


def test_words_in_a_revision_stay_words():
    episode = subjects.make_episode(complete=False, title="<script>alert(1)</script>")
    subjects.approved(episode)
    Episode.objects.filter(pk=episode.pk).update(title="<script>alert(2)</script>")
    assert "<script>alert" not in desk(people.ben()).get(compare(episode)).content.decode()


def test_as_pages_where_such_pages_are(settings, monkeypatch):
    episode = subjects.make_episode(complete=False)
    first = subjects.approved(episode)
    client = desk(people.ben())
    assert "iframe" not in client.get(compare(episode)).content.decode() or _previews_are_there()

    class Routes:
        urlpatterns = [
            path("admin/preview/<int:revision>/page/", lambda request: None, name="desk-preview-page"),
            *urls.urlpatterns,
        ]

    settings.ROOT_URLCONF = Routes
    page = client.get(compare(episode)).content.decode()
    assert f'src="/admin/preview/{first.pk}/page/"' in page


def _previews_are_there() -> bool:
    from django.urls import NoReverseMatch

    try:
        reverse("desk-preview-page", kwargs={"revision": 1})
    except NoReverseMatch:
        return False
    return True


def test_the_page_costs_the_same_for_two_and_for_thirty_revisions():
    episode = subjects.make_episode()
    client, address = desk(people.ana()), compare(episode)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    for number in range(2):
        edited(episode, summary=f"Words number {number}, long enough to be a summary of it.")
    client.get(compare(episode))
    before = queries()
    for number in range(28):
        edited(episode, summary=f"Other words number {number}, long enough to be a summary.")
    assert queries() == before
    assert before <= 30


def test_a_revision_is_gone_back_to_from_the_list_and_the_act_says_what_it_will_do_first():
    episode = subjects.make_episode(title="Before")
    first = subjects.approved(episode)
    edited(episode, title="After")
    client = desk(people.ben())
    page = client.get(compare(episode)).content.decode()
    link = f"{reverse('admin:series_episode_act', args=[episode.pk, 'restore'])}?revision={first.pk}"
    assert link in page
    shown = client.get(link).content.decode()
    assert f'value="{first.pk}" selected' in shown
    answer = act(client, episode, "restore", steps=2, revision=first.pk, reason="It was better.")
    assert "says again what revision 1 said" in said(client, answer)[0]
    episode.refresh_from_db()
    assert episode.title == "Before"


def test_nobody_goes_back_on_what_they_may_not_change():
    legal = subjects.make_legal()
    subjects.approved(legal, author=people.chi())
    address = reverse("admin:series_legalpage_act", args=[legal.pk, "restore"])
    assert desk(people.ben()).get(address).status_code == 403
    assert desk(people.dov()).get(address).status_code == 403
    assert desk(people.chi()).get(address).status_code == 200
    assert address not in desk(people.ben()).get(compare(legal)).content.decode()


def test_a_locked_episode_offers_no_way_back_but_can_be_compared():
    episode = subjects.make_episode()
    subjects.scheduled(episode)
    page = desk(people.ana()).get(compare(episode)).content.decode()
    assert "Go back to" not in page
    assert "Compare revisions" in desk(people.ana()).get(change(episode)).content.decode()
