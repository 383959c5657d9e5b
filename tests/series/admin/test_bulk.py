"""One act on many: confirmed first, each for itself, and a result that one can come back to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from series import reviews, scheduling
from series.models import BulkResult, Episode, Release, Review
from series.models.subject import subject_of
from series.publishing.due import database_now
from tests.factories import people, subjects
from tests.factories.people import ana, ben, chi, dov, eli
from tests.series.admin.pages import desk, hidden, listing

pytestmark = pytest.mark.django_db


def chosen(client, model, name: str, things):
    """Choose in the list, as a person does; the page that it leads to."""
    answer = client.post(listing(model), {"action": name, "_selected_action": [one.pk for one in things]})
    assert answer.status_code == 302, answer.content.decode()[:300]
    return client.get(answer.url)


def confirmed(client, page, **typed):
    body = page.content.decode()
    ids = page.context["ids"]
    url = page.request["PATH_INFO"]
    return client.post(url, {"id": ids, "looked": hidden(body, "looked"), "reason": "", **typed})


def rows_of(client, answer) -> list[dict]:
    assert answer.status_code == 302, answer.content.decode()[:500]
    assert client.get(answer.url).status_code == 200
    return BulkResult.objects.latest("pk").rows


def test_several_are_sent_for_review_and_what_is_locked_says_why():
    free, locked = subjects.make_episode(complete=False), subjects.make_episode()
    subjects.scheduled(locked)
    client = desk(ben())
    page = chosen(client, Episode, "submit", [free, locked])
    assert "1 of 2 will be done" in page.content.decode()
    assert Review.objects.filter(state="in_review").count() == 0, "looking changes nothing"
    rows = rows_of(client, confirmed(client, page))
    by_name = {row["what"]: row for row in rows}
    assert by_name[str(free)]["done"]
    assert not by_name[str(locked)]["done"]
    assert "Take it off the schedule" in by_name[str(locked)]["sentence"]
    assert Review.objects.filter(state="in_review").count() == 1


def test_several_are_approved_but_not_ones_own():
    others = reviews.submit(subjects=[subject_of(subjects.make_series())], by=ben())
    own = reviews.submit(subjects=[subject_of(subjects.make_series())], by=ana())
    client = desk(ana())
    rows = rows_of(client, confirmed(client, chosen(client, Review, "approve", [others, own])))
    assert sorted(row["done"] for row in rows) == [False, True]
    assert [row["sentence"] for row in rows if not row["done"]] == [
        "You wrote part of this, so somebody else has to decide on it."
    ]
    assert set(Review.objects.values_list("state", flat=True)) == {"approved", "in_review"}


def test_several_are_cancelled_and_what_ran_meanwhile_is_told():
    first, second = (subjects.planned(subjects.make_episode(complete=False)) for _ in range(2))
    client = desk(ana())
    page = chosen(client, Release, "cancel", [first, second])
    scheduling.cancel(release_id=second.pk, by=chi())
    rows = rows_of(client, confirmed(client, page))
    assert sorted(row["done"] for row in rows) == [False, True]
    assert "cancelled and can't become cancelled" in " ".join(row["sentence"] for row in rows)


def test_several_are_moved_by_days_shown_first_each_in_its_own_zone():
    first = subjects.planned(subjects.make_episode(complete=False), seconds=3 * 86400)
    near = subjects.planned(subjects.make_episode(complete=False), seconds=3600)
    client = desk(ana())
    page = chosen(client, Release, "move", [first, near])
    assert "2 chosen" in page.content.decode()
    page = confirmed(client, page, days="-2")
    assert "1 of 2 will be done" in page.content.decode()
    assert "has passed" in page.content.decode()
    before = first.instant
    first.refresh_from_db()
    assert first.instant == before
    rows_of(client, confirmed(client, page, days="-2"))
    first.refresh_from_db()
    assert first.instant == before - timedelta(days=2)


def test_other_days_than_were_shown_are_shown_again():
    release = subjects.planned(subjects.make_episode(complete=False), seconds=5 * 86400)
    client = desk(ana())
    page = confirmed(client, chosen(client, Release, "move", [release]), days="1")
    assert confirmed(client, page, days="2").status_code == 200
    assert not BulkResult.objects.exists()


@pytest.mark.parametrize("days", ["0", "", "x", "99999"])
def test_days_that_mean_nothing_are_refused_at_the_field(days):
    release = subjects.planned(subjects.make_episode(complete=False))
    client = desk(ana())
    page = confirmed(client, chosen(client, Release, "move", [release]), days=days)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode() or "text-red" in page.content.decode()
    assert not BulkResult.objects.exists()


def test_episodes_are_moved_and_cancelled_by_what_waits_for_them():
    waits, idle = subjects.make_episode(complete=False), subjects.make_episode(complete=False)
    subjects.planned(waits)
    client = desk(ana())
    rows = rows_of(client, confirmed(client, chosen(client, Episode, "cancel-episodes", [waits, idle])))
    assert {row["what"]: row["done"] for row in rows} == {str(waits): True, str(idle): False}
    assert "No release of it waits." in [row["sentence"] for row in rows]


def test_a_withdrawal_is_not_cancelled_by_who_may_not_withdraw():
    episode = subjects.make_episode()
    subjects.published(episode)
    gone = scheduling.withdraw(
        subject=subject_of(episode), by=chi(), notice="Gone.", wall=subjects.wall_in(3600), zone="UTC"
    ).release
    client = desk(ana())
    rows = rows_of(client, confirmed(client, chosen(client, Release, "cancel", [gone])))
    assert not rows[0]["done"]
    gone.refresh_from_db()
    assert gone.state == "scheduled"


def test_a_result_is_its_persons_and_is_pruned():
    release = subjects.planned(subjects.make_episode(complete=False))
    client = desk(ana())
    for _ in range(55):
        BulkResult.objects.create(person=ana(), act="Cancel", rows=[])
    old = BulkResult.objects.create(person=chi(), act="Cancel", rows=[])
    BulkResult.objects.filter(pk=old.pk).update(made_at=database_now() - timedelta(days=31))
    answer = confirmed(client, chosen(client, Release, "cancel", [release]))
    page = client.get(answer.url).content.decode()
    assert "1 done, 0 not." in page
    assert BulkResult.objects.filter(person=ana()).count() == 50
    assert not BulkResult.objects.filter(pk=old.pk).exists()
    assert desk(chi()).get(answer.url).status_code == 404


def test_bulk_acts_are_open_to_their_roles_by_list_and_by_address():
    episode = subjects.make_episode(complete=False)
    release = subjects.planned(episode)
    review = reviews.submit(subjects=[subject_of(episode)], by=people.person("writer"))
    things = {"submit": episode, "cancel-episodes": episode, "move-episodes": episode}
    things.update({"approve": review, "cancel": release, "move": release})
    may = {ben(): {"submit"}, ana(): set(things), chi(): set(things), dov(): set(), eli(): set()}
    for person, allowed in may.items():
        client = desk(person)
        for name, thing in things.items():
            url = f"{reverse('desk-bulk', args=[name])}?id={thing.pk}"
            assert client.get(url).status_code == (200 if name in allowed else 403), (person, name)
            if name not in allowed:
                assert client.post(url, {"id": thing.pk}).status_code == 403
    page = desk(dov()).get(listing(Episode)).content.decode()
    assert "Send for review" not in page
    assert "delete_selected" not in desk(chi()).get(listing(Episode)).content.decode()


def test_an_act_that_does_not_exist_and_ids_that_are_none_are_no_error():
    client = desk(ana())
    assert client.get(reverse("desk-bulk", args=["delete"])).status_code == 404
    page = client.get(
        reverse("desk-bulk", args=["cancel"]) + "?id=x&id=999999999999&id=9999999999999999999999"
    )
    assert "Nothing is chosen that is still there" in page.content.decode()
