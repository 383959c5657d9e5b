"""What the mail provider tells at its door."""

import hashlib
import hmac
import json
import time

import pytest
from django.test import Client

from series.newsletter.models import Bounce, Delivery, Suppression
from tests.factories import live
from tests.factories.readers import make_reader, planned

pytestmark = pytest.mark.django_db
SECRET = "between us and the provider"


@pytest.fixture(autouse=True)
def _secret(settings) -> None:
    settings.NEWSLETTER_WEBHOOK_SECRET = SECRET


def tell(*events: object, at: float | None = None, secret: str = SECRET, body: bytes | None = None):
    body = json.dumps({"events": events}).encode() if body is None else body
    seconds = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return Client(enforce_csrf_checks=True).post(
        "/newsletter/bounces/",
        body,
        content_type="application/json",
        headers={"Sparks-Signature": f"t={seconds},v1={digest}"},
    )


def bounce(event: str = "1", *, permanent: bool = True, **more: str) -> dict[str, object]:
    return {"id": event, "type": "bounce", "permanent": permanent, **more}


def sent() -> Delivery:
    make_reader()
    planned(live.make_live_episode())
    Delivery.objects.update(state="sending")
    Delivery.objects.update(state="sent")
    return Delivery.objects.select_related("subscriber").get()


def test_a_hard_bounce_ends_it_at_once():
    row = sent()
    assert tell(bounce(message_id=f"<{row.message_id}@hub.test>")).json() == {"taken": 1, "of": 1}
    row.refresh_from_db()
    row.subscriber.refresh_from_db()
    assert (row.state, row.subscriber.state) == ("bounced", "suppressed")
    assert Suppression.objects.get().why == "bounce"


def test_an_uncertain_mail_is_known_by_its_bounce():
    row = sent()
    Delivery.objects.filter(pk=row.pk).delete()
    lost = Delivery.objects.create(issue=row.issue, subscriber=row.subscriber, state="uncertain")
    tell(bounce(message_id=f"<{lost.message_id}@hub.test>", permanent=False))
    lost.refresh_from_db()
    assert lost.state == "bounced"


def test_the_third_soft_bounce_ends_it_and_one_told_twice_counts_once():
    reader = make_reader()
    for _again in range(4):
        tell(bounce("1", permanent=False, address="Reader@example.org"))
    tell(bounce("2", permanent=False, address="reader@example.org"))
    reader.refresh_from_db()
    assert reader.state == "confirmed"
    tell(bounce("3", permanent=False, address="reader@example.org"))
    reader.refresh_from_db()
    assert reader.state == "suppressed"
    assert Bounce.objects.count() == 3


def test_a_complaint_ends_it_and_leaves_the_mail_as_sent():
    row = sent()
    tell({"id": "c", "type": "complaint", "message_id": str(row.message_id)})
    row.refresh_from_db()
    row.subscriber.refresh_from_db()
    assert (row.state, row.subscriber.state) == ("sent", "suppressed")
    assert Suppression.objects.get().why == "complaint"


def test_a_complaint_of_who_left_outweighs_their_leaving():
    row = sent()
    Client().post(f"/newsletter/leave/{row.subscriber.leave_token}/")
    tell({"id": "c", "type": "complaint", "message_id": str(row.message_id)})
    assert Suppression.objects.get().why == "complaint"


def test_X14_an_unsigned_old_or_changed_call_is_refused():
    row = sent()
    event = bounce(message_id=str(row.message_id))
    body = json.dumps({"events": [event]}).encode()
    refused = [
        tell(event, at=time.time() - 301),
        tell(event, at=time.time() + 301),
        tell(event, secret="guessed"),
        Client().post("/newsletter/bounces/", body, content_type="application/json"),
        Client().post(
            "/newsletter/bounces/",
            body,
            content_type="application/json",
            headers={"Sparks-Signature": "t=1,v1=x"},
        ),
    ]
    assert [one.status_code for one in refused] == [403] * 5
    row.refresh_from_db()
    assert row.state == "sent"
    assert Client().get("/newsletter/bounces/").status_code == 405


def test_without_a_secret_nothing_is_taken(settings):
    settings.NEWSLETTER_WEBHOOK_SECRET = ""
    assert tell(bounce(address="reader@example.org"), secret="").status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"events": 1}',
        b'{"events": [1]}',
        b'{"events": [{"id": "1", "type": "bounce"}]}',
    ],
)
def test_nonsense_is_answered_with_a_sentence(body):
    answer = tell(body=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith((".", "once.", "false)."))


def test_what_we_never_wrote_to_is_passed_over():
    make_reader()
    told = tell(
        bounce(address="stranger@example.org"), bounce("2", message_id="<x@y>"), bounce("3", address="\0")
    )
    assert told.json() == {"taken": 0, "of": 3}
