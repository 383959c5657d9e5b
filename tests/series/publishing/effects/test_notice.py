"""Mail to staff: to each address at most once, and what is unknown is said to be unknown."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from series.models import Effect, Mark, Page, Release, ReleaseItem
from series.models.page import Rank
from series.publishing import effects
from series.publishing.due import database_now
from series.publishing.effects import notice
from series.states import EffectState
from sparks.accounts.models import User
from tests.factories import people
from tests.series.publishing.effects.conftest import enqueue, released_episode, withdrawal_of
from tests.series.publishing.effects.receivers import Mailbox

ROOT = Path(__file__).parents[4]
PATHS = {"subject_paths": ["/s/3-soap/"], "list_paths": ["/"]}


def deliver() -> int:
    return effects.deliver_due(kinds=["notice"])


def tell(release: Release) -> None:
    enqueue(release, **PATHS)


def mail_to_ana_only(release: Release) -> Effect:
    tell(release)
    Effect.objects.exclude(target="ana@example.org").delete()
    return Effect.objects.get()


def test_who_scheduled_who_approved_and_the_chief_editors_hear_of_it_once_each(released, mailbox):
    people.chi()
    User.objects.filter(username="ana").update(email="Ana@Example.org")
    User.objects.create(username="gone", email="gone@example.org", is_active=False).groups.set(
        people.chi().groups.all()
    )
    User.objects.create(username="silent", email="").groups.set(people.chi().groups.all())
    tell(released)
    deliver()
    assert sorted(mailbox.recipients) == ["ana@example.org", "ben@example.org", "chi@example.org"]
    assert {mail["To"] for mail in mailbox.mails} == set(mailbox.recipients)


def test_the_mail_says_what_when_who_and_where(released, mailbox, settings):
    Release.objects.filter(pk=released.pk).update(zone="America/New_York")
    User.objects.filter(username="ana").update(zone="Asia/Tokyo")
    mail_to_ana_only(released)
    deliver()
    mail = mailbox.mails[0]
    assert mail["Subject"] == "Now public: Episode 3, “The soap that paid the rent”"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_body(["plain"]).get_content()
    html = mail.get_body(["html"]).get_content()
    path = released.items.get().subject.pages.get(kind="episode").path
    for words in [
        "Thu 19 Mar 2026 10:00 EDT",
        "Thu 19 Mar 2026 23:00 JST",
        "Thu 19 Mar 2026 14:00 UTC",
        "scheduled by Ana",
        "approved by Ben",
        f"{settings.PUBLIC_URL}{path}",
        f"{settings.PUBLIC_URL}/admin/series/release/{released.pk}/change/",
    ]:
        assert words in text
        assert words in html
    assert 'alt="A hand lifts soap."' in html
    assert f'src="{settings.PUBLIC_URL}/media/' in html


def test_the_html_is_well_formed_table_free_and_knows_the_dark(released, mailbox):
    mail_to_ana_only(released)
    deliver()
    html = mailbox.mails[0].get_body(["html"]).get_content()
    seen: list[str] = []
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            seen.append(tag)
            assert not {"style", "onload", "onclick"} & {name for name, _value in attrs}
            if tag not in {"meta", "img", "br"}:
                open_tags.append(tag)

        def handle_endtag(self, tag):
            assert open_tags.pop() == tag

    Reader().feed(html)
    assert open_tags == []
    assert "table" not in seen
    assert "script" not in seen
    assert "prefers-color-scheme: dark" in html
    assert html.count('<span class="') == 60
    assert html.count('<span class="own">') == 1


def test_payloads_in_titles_and_notices_stay_words(released, mailbox):
    evil = "</title><script>alert(1)</script>\r\nBcc: all@example.org"
    other = released_episode(number=9, title="Evil")
    Release.objects.filter(pk=other.pk).update(notice=evil, kind="update")
    revision = other.items.get().revision
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE series_revision DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE series_revision SET content = jsonb_set(content, '{title}', to_jsonb(%s::text)) WHERE id = %s",
            [evil, revision.pk],
        )
        cursor.execute("ALTER TABLE series_revision ENABLE TRIGGER USER")
    mail_to_ana_only(Release.objects.get(pk=other.pk))
    assert deliver() == 1
    mail = mailbox.mails[0]
    assert "<script>" not in mail.get_body(["html"]).get_content()
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Updated: Episode 9, “</title>")
    assert mailbox.recipients == ["ana@example.org"]


def test_a_withdrawal_shows_no_still_and_gives_the_notice(released, mailbox):
    later = withdrawal_of(released, notice="She asked us to.")
    mail_to_ana_only(later)
    deliver()
    mail = mailbox.mails[0]
    assert mail["Subject"] == "Withdrawn: Episode 3, “The soap that paid the rent”"
    html = mail.get_body(["html"]).get_content()
    assert "<img" not in html
    assert "She asked us to." in html


def test_T19_a_held_release_is_told_with_its_reason_and_again_when_held_again(released, mailbox):
    held = Release.objects.create(
        kind="update",
        state="held",
        instant=released.instant,
        hold_reason="Consent has ended.",
        scheduled_by=people.ana(),
    )
    item = released.items.get()
    ReleaseItem.objects.create(release=held, subject=item.subject, revision=item.revision)
    with transaction.atomic():
        notice.held(held)
    Effect.objects.exclude(payload__to="ana@example.org").delete()
    assert Effect.objects.get().target == "held:ana@example.org"
    assert deliver() == 1
    assert mailbox.mails[0]["Subject"].startswith("Held: ")
    assert "Consent has ended." in mailbox.mails[0].get_body(["plain"]).get_content()
    held.hold_reason = "The film is missing."
    notice.held(held)
    Effect.objects.exclude(payload__to="ana@example.org").delete()
    assert deliver() == 1
    assert "The film is missing." in mailbox.mails[1].get_body(["plain"]).get_content()
    # Published in the end: one more, for each address has a row of its own for that.
    tell(held)
    assert Effect.objects.filter(target="ana@example.org").exists()


def test_it_waits_for_the_subjects_page_and_its_purge_and_for_nothing_else(
    released, mailbox, receiver, settings
):
    settings.CDN_PURGE_URL = f"{receiver.url}/purge"
    own, series = Page.objects.get(kind="episode"), Page.objects.get(kind="series")
    mark = Mark.objects.create(page=own, rank=Rank.SUBJECT, release=released, why="test")
    Mark.objects.create(page=series, rank=Rank.LIST, release=released, why="can't be baked")
    tell(released)
    assert deliver() == 0
    mark.delete()
    assert deliver() == 0
    effects.deliver_due(kinds=["purge"])
    assert deliver() == 3


def test_it_is_committed_as_sending_before_the_server_hears_of_it(released, mailbox):
    seen: list[str] = []

    def look(_mail) -> str:
        def other() -> None:
            seen.append(Effect.objects.get().state)
            connection.close()

        reader = threading.Thread(target=other)
        reader.start()
        reader.join(timeout=30)
        return "250 OK"

    mailbox.answer = look
    row = mail_to_ana_only(released)
    deliver()
    row.refresh_from_db()
    assert (seen, row.state) == (["sending"], EffectState.DONE)


@pytest.mark.parametrize("answer", ["452 Try later", "421 Closing"])
def test_a_passing_refusal_is_tried_again(released, mailbox, answer):
    mailbox.answer = lambda mail: answer
    row = mail_to_ana_only(released)
    deliver()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (EffectState.WAITING, 1)
    assert row.next_at > database_now() + timedelta(seconds=20)
    code, words = answer.split(" ", 1)
    assert row.error == f"The mail server answered {code}: {words}."
    mailbox.answer = lambda mail: "250 OK"
    Effect.objects.update(next_at=Now())
    assert deliver() == 1
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{row.idempotency_key}@hub.test>"


def test_a_final_refusal_is_parked_and_the_others_go(released, mailbox):
    User.objects.filter(username="ana").update(email="nobody@example.org")
    User.objects.filter(username="ben").update(email="later@example.org")
    tell(released)
    deliver()
    deliver()
    found = {row.target: (row.state, row.error) for row in Effect.objects.all()}
    assert found["nobody@example.org"] == ("parked", "The mail server answered 550: No such user here.")
    assert found["later@example.org"] == (
        "waiting",
        "The mail server answered 451: Greylisted, come back later.",
    )
    assert found["chi@example.org"] == ("done", "")


def test_a_mail_server_that_is_not_there_is_tried_again(released, settings):
    settings.MAILERS = Mailbox().mailers
    row = mail_to_ana_only(released)
    deliver()
    row.refresh_from_db()
    assert row.state == EffectState.WAITING
    assert "can't be reached" in row.error


def test_a_talk_that_ended_before_the_answer_is_uncertain_and_never_sent_again(released, mailbox):
    mailbox.answer = lambda mail: mailbox.hang_up()
    row = mail_to_ana_only(released)
    deliver()
    row.refresh_from_db()
    assert row.state == EffectState.UNCERTAIN
    assert "before it answered" in row.error
    mailbox.answer = lambda mail: "250 OK"
    assert deliver() == 0
    assert len(mailbox.mails) == 1


def worker(port: int) -> subprocess.Popen[bytes]:
    """A process of its own that delivers, as a worker does."""
    at = connection.settings_dict
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sparks.settings.test",
        "DATABASE_URL": f"postgresql://{at['USER']}@/{at['NAME']}?host={quote(at['HOST'], safe='/')}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT),
    }
    code = "import django; django.setup(); from series.publishing import effects; effects.deliver_due()"
    return subprocess.Popen([sys.executable, "-c", code], env=env, stderr=subprocess.DEVNULL)


def test_Q6_killed_between_the_servers_yes_and_the_mark_is_uncertain_and_never_resent(released, mailbox):
    row = mail_to_ana_only(released)
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
    row.refresh_from_db()
    assert row.state == EffectState.SENDING
    assert deliver() == 0
    Effect.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert deliver() == 0
    row.refresh_from_db()
    assert row.state == EffectState.UNCERTAIN
    assert "is not sent again by itself" in row.error
    assert len(mailbox.mails) == 1


def test_Q8_two_processes_send_each_mail_once(released, mailbox):
    for number in range(4, 10):
        tell(released_episode(number=number))
    both = [worker(mailbox.port), worker(mailbox.port)]
    for process in both:
        assert process.wait(120) == 0
    keys = [mail["Message-ID"] for mail in mailbox.mails]
    assert len(keys) == len(set(keys)) == 18
    assert set(Effect.objects.values_list("state", flat=True)) == {"done"}
