"""Two workers, two presses, two forms at once; and a worker that is killed while it sends."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now

from series.models.subject import subject_of
from series.newsletter import leaving
from series.newsletter.choosing import choose
from series.newsletter.confirming import confirm
from series.newsletter.forgetting import forget
from series.newsletter.joining import Wish, join
from series.newsletter.models import Delivery, Issue, Letter, Reminder, Subscriber
from series.newsletter.reminding import Ask, catch_up, remind
from series.newsletter.sending.claim import BATCH
from series.newsletter.sending.run import send_due
from series.newsletter.tokens import hashed
from series.pages.bake import bake_marked
from series.publishing import effects
from series.publishing.tick import run_due
from tests.factories import live, subjects
from tests.factories.readers import make_reader, make_readers, planned
from tests.races.together import together
from tests.series.publishing.effects.receivers import Mailbox

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def mailbox(settings):
    with Mailbox() as here:
        settings.MAILERS = here.mailers
        yield here


def test_two_workers_send_each_mail_once_and_a_third_goes_home(mailbox):
    make_readers(120)
    planned(live.make_live_episode())
    went = together(send_due, send_due, send_due)
    assert sum(went) == 120
    assert Counter(mailbox.recipients).most_common(1)[0][1] == 1
    assert len(mailbox.recipients) == 120
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_an_issue_planned_twice_at_once_is_one():
    make_readers(50)
    episode = live.make_live_episode()
    episode.live  # noqa: B018 -- read before, in this thread
    made = together(lambda: planned(episode), lambda: planned(episode))
    assert sorted(made) == [0, 50]
    assert (Issue.objects.count(), Delivery.objects.count()) == (1, 50)


def test_the_same_address_asked_for_twice_at_once_is_one_row_and_one_letter():
    wish = Wish(address="reader@example.org", language="en")
    assert together(lambda: join(wish), lambda: join(wish)) == [None, None]
    assert (Subscriber.objects.count(), Letter.objects.count()) == (1, 1)


def test_confirming_and_leaving_at_once_ends_as_one_of_both_and_loses_neither():
    row = make_reader(state="pending", confirmed_at=None, confirm_hash=hashed("yes"))
    Subscriber.objects.update(confirm_until="2100-01-01T00:00:00Z")
    together(lambda: confirm("yes"), lambda: leaving.leave(row.leave_token))
    row.refresh_from_db()
    # Leaving is the last word, whichever came first.
    assert row.state == "left"


def test_A28_a_worker_killed_again_and_again_sends_nothing_twice(mailbox):
    make_readers(400)
    planned(live.make_live_episode())
    settings = connection.settings_dict
    env = {
        **os.environ,
        "DATABASE_URL": f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
        f"&port={settings['PORT']}".removesuffix("&port="),
        "DJANGO_SETTINGS_MODULE": "sparks.settings.test",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
    }
    code = "import django; django.setup(); from series.newsletter.sending.run import send_due; send_due(patience=60)"
    kills = 0
    for _life in range(3):
        before = len(mailbox.recipients)
        worker = subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], cwd=CHECKOUT, env=env)
        end = time.monotonic() + 60
        while len(mailbox.recipients) < before + 20 and worker.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
    assert kills
    # Its time is up; nobody waits three minutes in a test.
    Delivery.objects.filter(state="sending").update(lease_until=Now())
    while send_due():
        pass
    served = Counter(mailbox.recipients)
    assert served.most_common(1)[0][1] == 1
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert set(states) <= {"sent", "uncertain"}
    assert states["uncertain"] <= kills * BATCH
    listed = set(Delivery.objects.values_list("subscriber__address", flat=True))
    unknown = set(Delivery.objects.filter(state="uncertain").values_list("subscriber__address", flat=True))
    assert set(served) | unknown == listed


def test_a_release_while_somebody_confirms_a_reminder_brings_exactly_one_mail(mailbox):
    """By whichever way: the issue that is planned meanwhile, or the one that catches up."""
    for turn in range(6):
        episode = subjects.make_episode()
        about = subject_of(episode).pk
        subjects.due(episode)
        address = f"waits{turn}@example.org"
        token = f"yes{turn}"
        make_reader(address, everything=False, state="pending", confirmed_at=None, confirm_hash=hashed(token))
        Subscriber.objects.filter(address=address).update(confirm_until="2100-01-01T00:00:00Z")
        remind(Ask(episode=about, address=address, language="en"))

        def release() -> None:
            run_due()
            bake_marked()
            effects.deliver_due(kinds=["newsletter"])

        def press(word: str = token, moment: int = turn) -> None:
            time.sleep(moment * 0.05)
            confirm(word)

        together(release, press, catch_up)
        bake_marked()
        for _beat in range(3):
            catch_up()
            effects.deliver_due(kinds=["newsletter"])
            send_due()
        assert mailbox.recipients.count(address) == 1
        assert not Reminder.objects.exists()


def test_forgetting_while_somebody_chooses_the_newsletter_loses_nothing():
    row = make_reader(everything=False)
    together(forget, lambda: choose(token=row.leave_token, language="en", everything=True, subjects=[]))
    row.refresh_from_db()
    assert (row.state, row.everything, row.address) in {
        ("confirmed", True, "reader@example.org"),
        ("left", False, ""),
    }
