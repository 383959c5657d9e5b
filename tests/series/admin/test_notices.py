"""The bell, the list of one's own notices, opening and marking them, and choosing what is mailed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from series.models import Notice, NoticeChoice
from series.models.notice import Topic, Way
from tests.factories.people import ana, ben, person
from tests.series.admin.pages import desk

pytestmark = pytest.mark.django_db
LIST = "/admin/notices/"


def tell(to, *, count: int = 1, topic: str = "review", path: str = "/admin/series/review/") -> list[Notice]:
    start = Notice.objects.count()
    return [
        Notice.objects.create(
            person=to, topic=topic, sentence=f"Sentence {start + i}.", path=path, key=f"{topic} {start + i}"
        )
        for i in range(count)
    ]


def page(to, address: str = LIST) -> str:
    response = desk(to).get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def unread(to) -> int:
    return Notice.objects.filter(person=to, read_at=None).count()


def test_the_bell_rings_on_every_page_with_ones_own_count():
    tell(ana(), count=3)
    for address in [LIST, reverse("admin:index"), reverse("admin:series_release_changelist")]:
        assert 'aria-label="3 unread notices"' in page(ana(), address)
        assert 'aria-label="Notices, none unread"' in page(ben(), address)
    tell(ben())
    assert 'aria-label="1 unread notice"' in page(ben())
    tell(ana(), count=120)
    assert 'aria-label="99+ unread notices"' in page(ana())


def test_the_bell_costs_one_query_however_many_there_are():
    client = desk(ana())
    address = reverse("admin:creators_cause_changelist")

    def cost() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return [one["sql"] for one in captured if "series_notice" in one["sql"]]

    client.get(address)
    assert len(cost()) == 1
    tell(ana(), count=40)
    assert len(cost()) == 1


def test_a_person_sees_their_own_notices_and_nobody_elses():
    tell(ana())
    other = tell(ben())[0]
    assert "Sentence 0." in page(ana())
    assert other.sentence not in page(ana())
    assert desk(ana()).get(f"{LIST}{other.pk}/").status_code == 404
    assert unread(ben()) == 1


def test_everybody_of_the_staff_has_the_page_and_a_visitor_is_sent_to_sign_in(client):
    for name in ("dov", "eli", "nobody"):
        page(person(name))
        page(person(name), f"{LIST}choices/")
    for address in (LIST, f"{LIST}choices/", f"{LIST}1/"):
        assert client.get(address).status_code == 302


def test_opening_one_marks_it_read_and_goes_where_it_leads():
    notice = tell(ana())[0]
    client = desk(ana())
    assert client.head(f"{LIST}{notice.pk}/").status_code == 302
    assert client.get(f"{LIST}{notice.pk}/", headers={"Sec-Purpose": "prefetch"}).status_code == 302
    assert unread(ana()) == 1
    response = client.get(f"{LIST}{notice.pk}/")
    assert response.url == "/admin/series/review/"
    assert unread(ana()) == 0


@pytest.mark.parametrize(
    "path",
    [
        *("https://evil.example/", "//evil.example/admin/", "/admin//evil", "javascript:alert(1)"),
        *("/\\evil.example", "/logout", "", "/admin/../../x\r\nSet-Cookie: a=b"),
    ],
)
def test_a_notice_leads_only_inside_the_desk(path):
    notice = tell(ana(), path=path)[0]
    response = desk(ana()).get(f"{LIST}{notice.pk}/")
    assert response.url.startswith("/admin/")
    assert "Set-Cookie: a=b" not in str(response.headers)


def test_one_can_be_marked_read_and_unread_again():
    notice = tell(ana())[0]
    client = desk(ana())
    back = f"{LIST}?unread=1"
    response = client.post(f"{LIST}mark/", {"read": notice.pk, "back": back})
    assert (response.url, unread(ana())) == (back, 0)
    client.post(f"{LIST}mark/", {"unread": notice.pk})
    assert unread(ana()) == 1


def test_nobody_marks_the_notices_of_another():
    notice = tell(ben())[0]
    client = desk(ana())
    client.post(f"{LIST}mark/", {"read": notice.pk})
    client.post(f"{LIST}mark/", {"all": "1", "up_to": notice.pk})
    assert unread(ben()) == 1


def test_all_are_marked_but_what_came_after_the_page_was_made():
    seen = tell(ana(), count=3)
    later = tell(ana())[0]
    client = desk(ana())
    client.post(f"{LIST}mark/", {"all": "1", "up_to": seen[-1].pk})
    assert list(Notice.objects.filter(read_at=None)) == [later]


def test_all_of_one_topic_leaves_the_others():
    tell(ana(), topic="review")
    last = tell(ana(), topic="comment")[0]
    desk(ana()).post(f"{LIST}mark/", {"all": "1", "up_to": last.pk, "topic": "comment"})
    assert [one.topic for one in Notice.objects.filter(read_at=None)] == ["review"]


@pytest.mark.parametrize(
    "sent",
    [
        {"read": "x"},
        {"read": "9" * 40},
        {"unread": "²"},
        {"all": "1", "up_to": "x", "topic": "nothing"},
        {"back": "https://evil.example/"},
        {},
    ],
)
def test_nonsense_changes_nothing_and_breaks_nothing(sent):
    tell(ana())
    response = desk(ana()).post(f"{LIST}mark/", sent)
    assert response.url == LIST
    assert unread(ana()) == 1
    assert desk(ana()).get(f"{LIST}mark/").status_code == 405


def test_the_list_is_read_page_by_page_and_by_topic():
    tell(ana(), count=31)
    tell(ana(), topic="comment")
    client = desk(ana())
    assert "1 of 2" in page(ana())
    assert "Sentence 0." in page(ana(), f"{LIST}?page=2")
    for odd in ("page=x", "page=99", "topic=nothing", "unread=x", "page=-1", "topic=%00"):
        assert client.get(f"{LIST}?{odd}").status_code == 200
    assert "Sentence 31." in page(ana(), f"{LIST}?topic=comment")
    assert "Sentence 1." not in page(ana(), f"{LIST}?topic=comment")
    assert "Nothing was said to you about this yet." in page(ana(), f"{LIST}?topic=import")
    Notice.objects.update(read_at="2026-01-01T00:00:00Z")
    assert "You have read everything." in page(ana(), f"{LIST}?unread=1")


def test_the_list_costs_the_same_for_one_and_for_thirty():
    client = desk(ana())

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    tell(ana())
    client.get(LIST)
    before = cost()
    tell(ana(), count=29)
    assert cost() == before
    assert before <= 12


def test_payloads_in_a_sentence_stay_words():
    Notice.objects.create(
        person=ana(), topic="review", sentence="<script>alert(1)</script>", path="/admin/", key="x"
    )
    assert "<script>alert(1)" not in page(ana())
    assert "<script>alert(1)" not in page(ana(), reverse("admin:index"))


def test_choices_are_kept_and_what_is_fixed_can_not_be_chosen():
    client = desk(ana())
    address = f"{LIST}choices/"
    form = client.get(address).context["form"]
    typed = {field.html_name: field.value() for field in form}
    response = client.post(address, {**typed, Topic.REVIEW: Way.MORNING, Topic.HELD: Way.DESK}, follow=True)
    assert "It holds for notices from now on." in response.content.decode()
    assert [(one.topic, one.way) for one in NoticeChoice.objects.all()] == [("review", "morning")]
    assert client.get(address).context["form"][Topic.REVIEW].value() == Way.MORNING
    assert "whoever answers for a release always hears of this" in page(ana(), address)


def test_a_choice_that_is_none_gets_a_sentence_at_its_field_and_keeps_the_others():
    response = desk(ana()).post(f"{LIST}choices/", {"review": "pigeon", "comment": "desk"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "Choose one of the three." in text
    assert response.context["form"]["comment"].value() == "desk"
    assert not NoticeChoice.objects.exists()
