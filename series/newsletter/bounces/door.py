"""Where the mail provider tells of bounces and complaints.

    {"events": [{"id": "…", "type": "bounce", "permanent": true, "message_id": "<…@hub>", "address": "…"},
                {"id": "…", "type": "complaint", "message_id": "<…@hub>"}]}

Signed over the raw body. A mail is found by its Message-ID, else a subscriber by the address; what we never wrote to is
passed over. The answer says how much was new, so that a bridge for another provider's format is a few lines.
"""

import json
import re
import time
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from series.newsletter.addresses import keys, one_spelling
from series.newsletter.bounces import signature
from series.newsletter.bounces.taking import take
from series.newsletter.models import Delivery, Subscriber
from series.newsletter.models.bounce import BounceKind

MOST = 1000
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Nonsense(Exception):
    """The body can't be understood. The message is a sentence for whoever built the bridge."""


@csrf_exempt
@require_POST
def bounces(request: HttpRequest) -> HttpResponse:
    said = request.headers.get(signature.HEADER, "")
    if not signature.is_right(
        secret=settings.NEWSLETTER_WEBHOOK_SECRET, said=said, body=request.body, now=time.time()
    ):
        return JsonResponse({"error": "The signature is missing, wrong or old."}, status=403)
    try:
        events = [_read(event) for event in _events(request.body)]
    except Nonsense as nonsense:
        return JsonResponse({"error": str(nonsense)}, status=400)
    return JsonResponse({"taken": sum(_take(*event) for event in events), "of": len(events)})


def _events(body: bytes) -> list[Any]:
    try:
        told = json.loads(body)
    except ValueError as error:
        raise Nonsense("The body must be JSON.") from error
    events = told.get("events") if isinstance(told, dict) else None
    if not isinstance(events, list) or len(events) > MOST:
        raise Nonsense(f"The body must have a list of at most {MOST} “events”.")
    return events


def _read(event: Any) -> tuple[str, BounceKind, str, str]:
    if not isinstance(event, dict) or not isinstance(event.get("id"), str) or not event["id"]:
        raise Nonsense("Each event must have an “id”, so that it counts once.")
    if event.get("type") == "complaint":
        kind = BounceKind.COMPLAINT
    elif event.get("type") == "bounce" and isinstance(event.get("permanent"), bool):
        kind = BounceKind.HARD if event["permanent"] else BounceKind.SOFT
    else:
        raise Nonsense("An event is a “complaint”, or a “bounce” that is “permanent” or not (true or false).")
    return event["id"], kind, str(event.get("message_id", "")), str(event.get("address", ""))


def _take(event: str, kind: BounceKind, message_id: str, address: str) -> bool:
    found = _UUID.search(message_id)
    delivery = Delivery.objects.filter(message_id=uuid.UUID(found[0])).first() if found else None
    subscriber = delivery.subscriber_id if delivery else _by_address(address)
    if subscriber is None:
        return False
    return take(
        event=f"told {event}",
        kind=kind,
        subscriber_id=subscriber,
        delivery_id=delivery.pk if delivery else None,
        error="The mail provider told that it came back.",
    )


def _by_address(address: str) -> int | None:
    try:
        spelt = one_spelling(address)
    except ValueError:
        return None
    return Subscriber.objects.filter(address_key__in=keys(spelt)).values_list("pk", flat=True).first()
