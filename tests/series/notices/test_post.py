"""Mails of notices: at most one carries a notice, none goes from a copy, and what is unknown is never sent again."""

import importlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models.functions import Now

from series.models import Notice, NoticeMail
from series.models.notice import Topic, Way
from series.notices import notify, post
from series.notices.choices import choose
from series.notices.post.morning import last_morning
from sparks.accounts.models import User
from tests.factories import people
from tests.races.together import together
from tests.series.publishing.effects.receivers import Mailbox

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mailbox(settings) -> Iterator[Mailbox]:
    with Mailbox() as here:
        settings.MAILERS = here.mailers
        yield here


def tell(*to: User, key: str = "one", topic: Topic = Topic.REVIEW, sentence: str = "A review waits.") -> None:
    notify(to=to, topic=topic, sentence=sentence, path="/admin/series/review/", key=key)


def deliver(at: datetime | None = None) -> int:
    post.gather(at=at)
    return post.send_due()


def test_a_notice_is_mailed_once_to_who_wants_it_at_once(mailbox, settings):
    choose(person=people.ben(), wanted={Topic.REVIEW: Way.DESK})
    tell(people.ana(), people.ben())
    assert deliver() == 1
    assert deliver() == 0
    tell(people.ana(), people.ben())
    assert deliver() == 0
    [mail] = mailbox.mails
    assert (mail["To"], mail["Subject"]) == ("ana@example.org", "A review waits.")
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(["plain"]).get_content()
    html = mail.get_body(["html"]).get_content()
    for words in [
        "A review waits.",
        f"{settings.PUBLIC_URL}/admin/series/review/",
        "/admin/notices/choices/",
    ]:
        assert words in text
        assert words in html
    assert NoticeMail.objects.get().state == "done"


def test_what_waits_for_a_person_goes_in_one_mail(mailbox):
    for number in range(3):
        tell(people.ana(), key=f"key {number}", sentence=f"Sentence {number}.")
    assert deliver() == 1
    assert mailbox.mails[0]["Subject"] == "3 notices from the desk"
    text = mailbox.mails[0].get_body(["plain"]).get_content()
    assert all(f"Sentence {number}." in text for number in range(3))


def test_what_was_read_at_the_desk_meanwhile_is_not_mailed(mailbox):
    tell(people.ana())
    Notice.objects.update(read_at=Now())
    assert deliver() == 0


def test_payloads_stay_words(mailbox):
    tell(people.ana(), sentence="<script>alert(1)</script>\r\nBcc: all@example.org")
    deliver()
    [mail] = mailbox.mails
    assert mail["Bcc"] is None
    assert "<script>" not in mail.get_body(["html"]).get_content()
    assert mailbox.recipients == ["ana@example.org"]


def test_a_notice_that_leads_elsewhere_is_mailed_with_the_desks_own_address(mailbox, settings):
    notify(to=[people.ana()], topic=Topic.REVIEW, sentence="Look.", path="//evil.example/admin/", key="x")
    deliver()
    text = mailbox.mails[0].get_body(["plain"]).get_content()
    assert "evil" not in text
    assert f"{settings.PUBLIC_URL}/admin/notices/" in text


def test_nobody_with_a_closed_account_is_written_to_not_even_later(mailbox):
    tell(people.ana(), people.ben())
    User.objects.filter(username="ana").update(is_active=False)
    post.gather()
    User.objects.filter(username="ben").update(is_active=False)
    assert post.send_due() == 0
    User.objects.update(is_active=True)
    assert deliver() == 0
    assert mailbox.mails == []
    assert NoticeMail.objects.get().error.startswith("The account is closed")


def test_O6_A34_a_restored_copy_mails_nobody(mailbox, settings):
    from series import tasks

    tell(people.ana())
    post.gather()
    tell(people.ben())
    settings.ENVIRONMENT_ID = "staging"
    assert deliver() == 0
    tasks.post_notices()
    assert mailbox.mails == []
    assert NoticeMail.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("zone", "at", "day", "began"),
    [
        ("America/New_York", datetime(2026, 10, 31, 12, tzinfo=UTC), "2026-10-31", (31, 11)),
        # Clocks went back in the night: seven is an hour later in UTC.
        ("America/New_York", datetime(2026, 11, 1, 12, 30, tzinfo=UTC), "2026-11-01", (1, 12)),
        ("Europe/London", datetime(2026, 3, 29, 6, 30, tzinfo=UTC), "2026-03-29", (29, 6)),
        ("Europe/London", datetime(2026, 3, 28, 7, 30, tzinfo=UTC), "2026-03-28", (28, 7)),
        ("Pacific/Kiritimati", datetime(2026, 6, 1, 18, tzinfo=UTC), "2026-06-02", (1, 17)),
        ("Nowhere/Land", datetime(2026, 6, 1, 8, tzinfo=UTC), "2026-06-01", (1, 7)),
    ],
)
def test_a_morning_begins_at_seven_where_the_person_is(zone, at, day, began):
    found = last_morning(at=at, zone=zone)
    assert found is not None
    assert (found[0], (found[1].day, found[1].hour)) == (day, began)


def test_before_seven_it_is_not_morning_yet():
    assert last_morning(at=datetime(2026, 11, 1, 11, 59, 59, tzinfo=UTC), zone="America/New_York") is None
    assert last_morning(at=datetime(2026, 10, 31, 10, 59, 59, tzinfo=UTC), zone="America/New_York") is None


def test_the_digest_comes_once_a_local_morning_with_what_came_before_it(mailbox):
    User.objects.filter(pk=people.ana().pk).update(zone="America/New_York")
    tell(people.ana(), key="a", topic=Topic.COMMENT, sentence="First.")
    tell(people.ana(), key="b", topic=Topic.COMMENT, sentence="Second.")
    # Written in the evening before clocks go back.
    Notice.objects.update(created_at=datetime(2026, 11, 1, 1, tzinfo=UTC))
    morning = datetime(2026, 11, 1, 12, 0, 0, tzinfo=UTC)
    assert deliver(at=morning - timedelta(seconds=1)) == 0
    assert deliver(at=morning) == 1
    assert mailbox.mails[0]["Subject"] == "This morning: 2 notices"
    tell(people.ana(), key="c", topic=Topic.COMMENT)
    Notice.objects.filter(key="c").update(created_at=morning + timedelta(hours=1))
    assert deliver(at=morning + timedelta(hours=9)) == 0
    assert deliver(at=morning + timedelta(hours=24)) == 1
    assert len(mailbox.mails) == 2


def test_a_morning_without_anything_unread_has_no_mail(mailbox):
    tell(people.ana(), topic=Topic.COMMENT)
    Notice.objects.update(created_at=Now() - timedelta(days=2), read_at=Now())
    assert deliver() == 0
    assert not NoticeMail.objects.exists()


def test_it_is_committed_as_sending_before_the_server_hears_of_it(mailbox):
    seen: list[str] = []

    def look(_mail) -> str:
        def other() -> None:
            seen.append(NoticeMail.objects.get().state)
            connection.close()

        reader = threading.Thread(target=other)
        reader.start()
        reader.join(timeout=30)
        return "250 OK"

    mailbox.answer = look
    tell(people.ana())
    deliver()
    assert (seen, NoticeMail.objects.get().state) == (["sending"], "done")


def test_a_passing_refusal_is_tried_again_with_the_same_id(mailbox):
    mailbox.answer = lambda mail: "452 Try later"
    tell(people.ana())
    assert deliver() == 0
    row = NoticeMail.objects.get()
    assert (row.state, row.error) == ("waiting", "The mail server answered 452: Try later.")
    assert deliver() == 0
    mailbox.answer = lambda mail: "250 OK"
    NoticeMail.objects.update(next_at=Now())
    assert deliver() == 1
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{row.message_id}@hub.test>"


def test_a_final_refusal_is_given_up_and_the_others_go(mailbox):
    User.objects.filter(pk=people.ana().pk).update(email="nobody@example.org")
    tell(people.ana(), people.ben())
    assert deliver() == 1
    assert sorted(NoticeMail.objects.values_list("state", flat=True)) == ["done", "parked"]


def test_a_talk_that_ended_before_the_answer_is_uncertain_and_never_sent_again(mailbox):
    mailbox.answer = lambda mail: mailbox.hang_up()
    tell(people.ana())
    deliver()
    assert NoticeMail.objects.get().state == "uncertain"
    mailbox.answer = lambda mail: "250 OK"
    assert deliver() == 0
    assert len(mailbox.mails) == 1


def worker(port: int) -> subprocess.Popen[bytes]:
    """A process of its own that posts, as a worker does."""
    at = connection.settings_dict
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sparks.settings.test",
        "DATABASE_URL": f"postgresql://{at['USER']}@/{at['NAME']}?host={quote(at['HOST'], safe='/')}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
    }
    code = "import django; django.setup(); from series import tasks; tasks.post_notices()"
    return subprocess.Popen([sys.executable, "-c", code], env=env, stderr=subprocess.DEVNULL)


def test_Q6_killed_between_the_servers_yes_and_the_mark_is_uncertain_and_never_resent(mailbox):
    tell(people.ana())
    started = threading.Event()
    process: list[subprocess.Popen[bytes]] = []

    def kill_the_sender(_mail) -> str:
        started.wait(30)
        process[0].send_signal(signal.SIGKILL)
        process[0].wait(30)
        return "250 OK"

    mailbox.answer = kill_the_sender
    process.append(worker(mailbox.port))
    started.set()
    assert process[0].wait(60) == -signal.SIGKILL
    row = NoticeMail.objects.get()
    assert row.state == "sending"
    assert deliver() == 0
    NoticeMail.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert deliver() == 0
    row.refresh_from_db()
    assert row.state == "uncertain"
    assert "is not sent again by itself" in row.error
    assert len(mailbox.mails) == 1


@pytest.mark.race
def test_A28_two_tasks_at_once_carry_each_notice_once(mailbox, monkeypatch):
    cast = [people.person(f"person{number}", role="Editor") for number in range(6)]
    for number in range(4):
        tell(*cast, key=f"key {number}", sentence=f"Sentence {number}.")
    # The package's function of that name stands before its module.
    monkeypatch.setattr(importlib.import_module("series.notices.post.gather"), "MOST", 1)
    results = together(*[lambda: [deliver() for _ in range(6)]] * 4)
    while post.gather() or post.send_due():
        pass
    assert not [result for result in results if isinstance(result, Exception)]
    subjects = sorted((mail["To"], mail["Subject"]) for mail in mailbox.mails)
    assert subjects == sorted((one.email, f"Sentence {number}.") for one in cast for number in range(4))


@pytest.mark.race
def test_two_at_once_make_one_digest(mailbox):
    tell(people.ana(), topic=Topic.COMMENT)
    Notice.objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    results = together(*[lambda: post.gather(at=noon)] * 4)
    assert sorted(results) == [0, 0, 0, 1]
    assert post.send_due() == 1
