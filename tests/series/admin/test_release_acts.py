"""What an editor does with a release, each act through its page."""

import pytest

from series.models import Release
from tests.factories import people, subjects
from tests.series.admin.pages import act, act_url, change, desk, hidden, listing, said

pytestmark = pytest.mark.django_db

LATER = {"date": "2031-03-06", "time": "09:00:00", "zone": "America/New_York", "reason": "the cut is late"}


def test_schedule_pins_what_is_approved_and_says_which_pages_change():
    episode = subjects.make_episode()
    subjects.approved(episode)
    release = subjects.planned(episode)
    client = desk(people.ana())
    assert "/feed.xml" in client.get(act_url(release, "schedule")).content.decode()
    assert Release.objects.get(pk=release.pk).state == "planned", "looking changes nothing"
    response = act(client, release, "schedule")
    assert "is scheduled for" in said(client, response)[0]
    release.refresh_from_db()
    assert (release.state, release.scheduled_by) == ("scheduled", people.ana())


def test_schedule_is_refused_with_everything_that_is_missing():
    episode = subjects.make_episode(complete=False)
    subjects.approved(episode)
    release = subjects.planned(episode)
    page = desk(people.ana()).get(act_url(release, "schedule")).content.decode()
    assert "There is no film" in page
    assert "There is no poster" in page


def test_unschedule_move_and_cancel_say_what_they_did():
    release = subjects.scheduled(subjects.make_episode())
    client = desk(people.ana())
    assert "moves from" in said(client, act(client, release, "move", steps=2, **LATER))[0]
    release.refresh_from_db()
    assert (release.state, release.wall, release.zone) == ("scheduled", "2031-03-06T09:00:00", LATER["zone"])
    assert "off the schedule" in said(client, act(client, release, "unschedule", reason="wait"))[0]
    assert "is cancelled" in said(client, act(client, release, "cancel", reason="never"))[0]
    release.refresh_from_db()
    assert release.state == "cancelled"


def test_E12_what_was_never_live_can_be_called_off():
    release = subjects.planned(subjects.make_episode(complete=False))
    client = desk(people.ana())
    assert act(client, release, "cancel", reason="").status_code == 302


def test_swap_trades_the_two_times():
    first = subjects.planned(subjects.make_episode(complete=False), seconds=3600)
    second = subjects.planned(subjects.make_episode(complete=False), seconds=7200)
    instants = first.instant, second.instant
    client = desk(people.ana())
    response = act(client, first, "swap", steps=2, other=second.pk, reason="she is ill")
    assert "trade places" in said(client, response)[0]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.instant, first.instant) == instants


def test_E9_the_second_to_move_a_release_is_told_and_asked_again():
    release = subjects.planned(subjects.make_episode(complete=False))
    ana, chi = desk(people.ana()), desk(people.chi())
    url = act_url(release, "move")
    page = ana.get(url).content.decode()
    seen = hidden(page, "seen")
    step = ana.post(url, {**LATER, "seen": seen, "looked": ""}).content.decode()
    assert act(chi, release, "move", steps=2, **{**LATER, "date": "2031-04-01"}).status_code == 302
    answer = ana.post(url, {**LATER, "seen": seen, "looked": hidden(step, "looked")})
    assert answer.status_code == 422
    assert "Somebody changed this while your page was open" in answer.content.decode()
    assert 'value="2031-03-06"' in answer.content.decode(), "what Ana typed stays"
    release.refresh_from_db()
    assert release.wall == "2031-04-01T09:00:00"


def test_E2_what_has_run_can_not_be_cancelled_and_the_page_tells_the_truth():
    release = subjects.scheduled(subjects.make_episode())
    client = desk(people.ana())
    page = client.get(act_url(release, "cancel")).content.decode()
    Release.objects.filter(pk=release.pk).update(
        state="published", instant="2026-01-01T00:00:00Z", published_at="2026-01-01T00:00:01Z"
    )
    answer = client.post(act_url(release, "cancel"), {"reason": "", "seen": hidden(page, "seen")})
    assert answer.status_code == 422
    again = client.post(
        act_url(release, "cancel"), {"reason": "", "seen": hidden(answer.content.decode(), "seen")}
    )
    assert "is published and can&#x27;t become cancelled" in again.content.decode()


def test_the_list_shows_time_with_zone_lateness_and_reason():
    subjects.published(subjects.make_episode())
    held = subjects.scheduled(subjects.make_episode())
    Release.objects.filter(pk=held.pk).update(state="held", hold_reason="The consent ended.")
    page = desk(people.ana()).get(listing(Release)).content.decode()
    assert " UTC)" in page
    assert " ms" in page
    assert "The consent ended." in page
    detail = desk(people.ana()).get(change(held)).content.decode()
    assert "The consent ended." in detail
    assert "Take off the schedule" in detail


def test_an_editor_may_not_call_off_a_withdrawal():
    episode = subjects.make_episode()
    subjects.published(episode)
    chi = desk(people.chi())
    typed = {**LATER, "notice": "At her wish."}
    assert act(chi, episode, "withdraw", steps=2, **typed).status_code == 302
    release = Release.objects.get(kind="withdraw")
    ana = desk(people.ana())
    assert ana.get(act_url(release, "cancel")).status_code == 403
    assert "/acts/" not in ana.get(change(release)).content.decode()
