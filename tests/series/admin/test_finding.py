"""Finding by what one remembers; acts the person may use; nothing that may not be opened; bounded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series import reviews
from series.models import Season
from series.models.subject import subject_of
from tests.factories import people, subjects
from tests.series.admin.pages import act_url, change, desk

pytestmark = pytest.mark.django_db

FIND = "/admin/find/"


def find(client, text: str) -> list:
    answer = client.get(FIND, {"q": text})
    assert answer.status_code == 200
    return [line for group in answer.context["groups"] for line in group["lines"]]


def links(client, text: str) -> list[str]:
    return [line.link for line in find(client, text)]


@pytest.fixture
def soap():
    series = subjects.make_series(title="Small Sparks")
    creator = subjects.make_creator(name="Zoë Hargröve", handle="@zoe.soap", initiative="Country Lather")
    return subjects.make_episode(
        series=series, creator=creator, complete=False, number=12, title="Seife für alle"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("seife", "SEIFE", "fur alle", "für", "alle seife", "zoe", "hargrove", "@zoe.soap", "zoe.so"),
        *("sparks 12", "12 sparks", "small #12", "hargrove seife", "sparks zoe 12"),
    ],
)
def test_an_episode_is_found_by_what_one_remembers(soap, text):
    subjects.make_episode(complete=False, number=13, title="Bread")
    assert change(soap) in links(desk(people.ana()), text)


@pytest.mark.parametrize("text", ["seife brot", "sparks 13", "%", "_", "x" * 5000, "\x00", "'; --", "a" * 3])
def test_what_is_not_there_is_not_found(soap, text):
    assert change(soap) not in links(desk(people.ana()), text)


def test_people_series_seasons_and_pages_are_found(soap):
    season = Season.objects.create(series=soap.series, title="Autumn")
    client = desk(people.ana())
    assert change(soap.creator) in links(client, "country lather")
    assert change(soap.series) in links(client, "small sparks")
    assert change(season) in links(client, "autumn")
    assert change(season) in links(client, "sparks 1")
    assert reverse("admin:series_review_changelist") in links(client, "revi")


def test_acts_on_a_found_thing_are_those_the_person_may_use(soap):
    release = subjects.planned(soap)
    review = reviews.submit(subjects=[subject_of(soap)], by=people.ben())
    chief = links(desk(people.chi()), "seife")
    assert {change(soap), change(release), change(review), act_url(soap, "submit")} <= set(chief)
    assert links(desk(people.chi()), "approve seife")[0] == act_url(review, "approve")
    assert links(desk(people.chi()), "move seife")[0] == act_url(release, "move")
    assert act_url(release, "cancel") in links(desk(people.chi()), "cancel seife")
    assert act_url(review, "approve") not in links(desk(people.ben()), "approve seife")
    assert not [line for line in find(desk(people.dov()), "seife") if line.kind == "act"]


def test_a_withdrawal_is_offered_for_what_is_public_to_those_who_may():
    episode = subjects.make_episode(title="Bread and roses")
    subjects.published(episode)
    address = act_url(episode, "withdraw")
    assert links(desk(people.chi()), "withdraw bread")[0] == address
    assert address not in links(desk(people.ana()), "withdraw bread")


def test_nothing_is_found_that_may_not_be_opened(soap):
    subjects.planned(soap)
    assert [line.kind for line in find(desk(people.eli()), "seife")] == ["thing"]  # the release alone
    assert "series_episode" not in " ".join(links(desk(people.eli()), "seife"))
    assert reverse("desk-history") not in links(desk(people.ben()), "history")
    assert reverse("desk-history") in links(desk(people.chi()), "history")


def test_the_palette_gives_the_same_and_keeps_nothing(soap, client):
    person = desk(people.ana())
    answer = person.get(reverse("admin:search"), {"s": "seife"})
    assert change(soap) in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    people.ana().groups.clear()
    assert change(soap) not in person.get(reverse("admin:search"), {"s": "seife"}).content.decode()
    assert person.get(reverse("admin:search"), {"s": "s"}).content == b""
    assert client.get(reverse("admin:search"), {"s": "seife"}).status_code == 302
    assert client.get(FIND).status_code == 302


def test_X2_names_are_only_ever_text():
    payload = "<script>alert(1)</script> seife"
    subjects.make_episode(complete=False, title=payload, creator=subjects.make_creator(name=payload))
    client = desk(people.ana())
    for address in (f"{FIND}?q=seife", f"{reverse('admin:search')}?s=seife"):
        page = client.get(address).content.decode()
        assert "seife" in page
        assert payload not in page


def test_it_costs_the_same_queries_with_one_and_with_thirty():
    client = desk(people.chi())
    cost = []
    for rounds in (1, 29):
        for _ in range(rounds):
            episode = subjects.make_episode(complete=False, title="Seife")
            subjects.approved(episode)
            subjects.planned(episode)
        for text in ("seife", "move seife"):
            find(client, text)
            with CaptureQueriesContext(connection) as captured:
                find(client, text)
            cost.append(len(captured))
    # A page of found things asks of each kind what may be done with it.
    assert cost[:2] == cost[2:], cost
    assert max(cost) <= 40, cost


def test_the_search_stands_on_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM series_episode WHERE desk_plain(title) LIKE '%' || desk_plain('seife') || '%'"
        )
        plan = str(cursor.fetchall())
    assert "episode_title_part" in plan
