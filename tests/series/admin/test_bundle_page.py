"""Release together, at the desk."""

import pytest
from django.urls import reverse

from series.bundles import mains
from series.models import Release
from series.models.subject import subject_of
from series.scheduling import release_together
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi, dov
from tests.series.admin.pages import act, change, desk, hidden, listing, said

pytestmark = pytest.mark.django_db


def ready() -> list:
    return [subjects.approved(subjects.make_episode()).subject for _ in range(2)]


def together(client, chosen, **typed):
    """Look, then confirm."""
    url = reverse("desk-bundle")
    seen = hidden(client.get(url).content.decode(), "seen")
    data = {
        "subjects": [one.pk for one in chosen],
        "how": "schedule",
        "date": "2031-03-06",
        "time": "09:00",
        "zone": "UTC",
        "reason": "",
        "seen": seen,
        **typed,
    }
    page = client.post(url, data)
    if page.status_code != 200:
        return page
    return client.post(url, {**data, "looked": hidden(page.content.decode(), "looked")})


def test_what_is_approved_is_offered_and_its_pages_and_effects_are_named_first():
    chosen = ready()
    draft = subject_of(subjects.make_episode())
    client = desk(ana())
    page = client.get(reverse("desk-bundle"), {"subject": [one.pk for one in chosen]}).content.decode()
    assert str(chosen[0]) in page
    assert str(draft) not in page
    assert page.count("checked") >= 2
    url = reverse("desk-bundle")
    typed = {"subjects": [one.pk for one in chosen], "how": "schedule", "date": "2031-03-06", "time": "09:00"}
    shown = client.post(url, {**typed, "zone": "UTC", "reason": ""}).content.decode()
    for one in chosen:
        assert f"{one}, revision 1" in shown
        assert one.revisions.first().content["slug"] in shown
    assert "Files made public" in shown
    assert "Mail to" in shown
    assert not Release.objects.exists()


def test_a_bundle_is_scheduled_and_named_in_lists_and_on_its_page():
    chosen = ready()
    client = desk(ana())
    answer = together(client, chosen)
    release = Release.objects.get()
    assert answer.url == change(release)
    assert "Bundle of 2: " in said(client, answer)[0]
    assert (release.state, mains(release)) == ("scheduled", chosen)
    assert "Bundle of 2: " in client.get(listing(Release)).content.decode()
    page = client.get(change(release)).content.decode()
    assert "What goes out together, all or none" in page
    assert "approved by Ana" in page
    assert "in a bundle of 2" in client.get(change(chosen[0].episode)).content.decode()
    assert "Bundle of 2: " in client.get(reverse("admin:index")).content.decode()


def test_E5_what_is_not_approved_is_refused_and_nothing_is_made():
    [one, _other] = ready()
    draft = subject_of(subjects.make_episode())
    answer = together(desk(ana()), [one, draft])
    assert answer.status_code in {200, 422}
    assert not Release.objects.exists()


def test_planned_needs_a_date_and_is_pencil():
    chosen = ready()
    client = desk(ana())
    page = together(client, chosen, how="plan", date="", time="")
    assert "Give the date and time that it is planned for." in page.content.decode()
    assert together(client, chosen, how="plan").status_code == 302
    assert Release.objects.get().state == "planned"


def test_who_may_not_release_finds_no_way_to_it():
    chosen = ready()
    for person in (ben(), dov(), people.eli()):
        client = desk(person)
        assert client.get(reverse("desk-bundle")).status_code == 403
        assert (
            client.post(reverse("desk-bundle"), {"subjects": [one.pk for one in chosen]}).status_code == 403
        )
    assert "Release with others" not in desk(ben()).get(change(chosen[0].episode)).content.decode()
    assert "Release with others" in desk(ana()).get(change(chosen[0].episode)).content.decode()


def test_it_is_opened_from_the_list_with_the_time_of_the_first():
    releases = [subjects.planned(one.episode, seconds=86400 * (2 - n)) for n, one in enumerate(ready())]
    client = desk(ana())
    answer = client.post(
        listing(Release), {"action": "together", "_selected_action": [one.pk for one in releases]}
    )
    page = client.get(answer.url).content.decode()
    assert page.count("checked") >= 2
    assert f'value="{releases[1].wall.partition("T")[0]}"' in page


def test_one_is_taken_out_added_and_the_bundle_is_split():
    chosen = ready()
    release = release_together(subjects=chosen, by=ana(), wall=subjects.wall_in(86400), zone="UTC").release
    client = desk(ana())
    answer = act(client, release, "take-out", steps=2, subject=chosen[0].pk, reason="not yet")
    assert "is taken out" in said(client, answer)[0]
    answer = act(client, release, "add", steps=2, subject=chosen[0].pk, reason="")
    assert "goes out with" in said(client, answer)[0]
    release.refresh_from_db()
    assert (release.state, len(mains(release))) == ("scheduled", 2)
    assert act(client, release, "split", reason="").status_code == 302
    assert Release.objects.filter(state="scheduled").count() == 2


def test_a_bundle_edited_meanwhile_is_shown_again_before_it_is_moved():
    chosen = [*ready(), subjects.approved(subjects.make_legal()).subject]
    release = release_together(subjects=chosen, by=ana(), wall=subjects.wall_in(86400), zone="UTC").release
    client = desk(ana())
    url = reverse("admin:series_release_act", args=[release.pk, "cancel"])
    seen = hidden(client.get(url).content.decode(), "seen")
    act(desk(chi()), release, "take-out", steps=2, subject=chosen[2].pk, reason="")
    answer = client.post(url, {"seen": seen, "reason": ""})
    assert answer.status_code == 422
    assert "Somebody changed this" in answer.content.decode()


def test_a_bundle_is_released_now_from_its_page():
    chosen = ready()
    release = release_together(subjects=chosen, by=ana(), wall=subjects.wall_in(86400), zone="UTC").release
    client = desk(ana())
    answer = act(client, release, "release-now", reason="The press is here.")
    assert "goes out now" in said(client, answer)[0]
