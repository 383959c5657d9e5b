"""Letters about the subscription itself. Their row is written by `joining`; here they are sent, at most once."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from series.newsletter import tokens
from series.newsletter.models import Letter, Subscriber
from series.newsletter.models.letter import LetterKind
from series.newsletter.reminding import only_reminded
from series.newsletter.states import MailState, SubscriberState
from series.pages.live import LiveSet
from series.pages.shown.addresses import absolute
from series.pages.shown.language import interface_language
from series.publishing import seal
from series.publishing.effects.notice.mail import hand_over
from series.publishing.effects.notice.minute import ticks
from series.publishing.effects.outcomes import Permanent, Transient, Uncertain
from series.publishing.effects.record import patiently
from sparks.accounts.letters import Letter as Sheet

log = logging.getLogger(__name__)
GOOD_FOR = timedelta(hours=72)
LEASE = timedelta(minutes=3)
PAUSE = timedelta(minutes=2)
TRIES = 8


def send_letters(*, limit: int = 200) -> int:
    """Send what waits; how many went. A letter's token is made here and its hash committed before it is sent."""
    if not seal.is_open():
        return 0
    Letter.objects.filter(state=MailState.SENDING, lease_until__lt=Now()).update(
        state=MailState.UNCERTAIN, lease_until=None, error="The process that sent it ended."
    )
    went = 0
    for _turn in range(limit):
        claimed = _claim()
        if claimed is None:
            break
        letter, token = claimed
        state = _attempt(letter, token)
        went += state == MailState.SENT
        if state in {MailState.QUEUED, MailState.UNCERTAIN}:
            break
    return went


def _claim() -> tuple[Letter, str] | None:
    with transaction.atomic(durable=True):
        letter = (
            Letter.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(state=MailState.QUEUED, next_at__lte=Now())
            .select_related("subscriber")
            .order_by("id")
            .first()
        )
        if letter is None:
            return None
        letter.attempts += 1
        Letter.objects.filter(pk=letter.pk).update(
            state=MailState.SENDING, attempts=letter.attempts, lease_until=Now() + LEASE
        )
        token = letter.subscriber.leave_token
        if letter.kind != LetterKind.ALREADY:
            token = tokens.new()
            Subscriber.objects.filter(pk=letter.subscriber_id, state=SubscriberState.PENDING).update(
                confirm_hash=tokens.hashed(token), confirm_until=Now() + GOOD_FOR
            )
    return letter, token


def _attempt(letter: Letter, token: str) -> MailState:
    try:
        hand_over(_mail(letter, token))
    except Transient as trouble:
        if letter.attempts >= TRIES:
            return _write(letter, MailState.DROPPED, error=_quiet(trouble))
        return _write(
            letter, MailState.QUEUED, next_at=Now() + PAUSE * letter.attempts, error=_quiet(trouble)
        )
    except Permanent as trouble:
        return _write(letter, MailState.BOUNCED, error=_quiet(trouble))
    except Uncertain as trouble:
        return _write(letter, MailState.UNCERTAIN, error=_quiet(trouble))
    except Exception as error:  # noqa: BLE001 -- one bad row never stops the rest
        # The class alone: the words may hold the address.
        log.error("letter %s failed in a way that nobody foresaw: %s", letter.pk, type(error).__name__)
        return _write(letter, MailState.UNCERTAIN, error=type(error).__name__)
    return _write(letter, MailState.SENT, error="")


def _quiet(trouble: Exception) -> str:
    return type(trouble).__name__


def _write(letter: Letter, state: MailState, **values: Any) -> MailState:
    held = Letter.objects.filter(pk=letter.pk, state=MailState.SENDING, attempts=letter.attempts)
    patiently(lambda: held.update(state=state, lease_until=None, **values))
    return state


def _mail(letter: Letter, token: str) -> EmailMultiAlternatives:
    with translation.override(interface_language(letter.subscriber.language)):
        site = LiveSet().site().content
        sheet = _sheet(letter, token, str(site["name"]))
        context = {
            "letter": sheet,
            "subject": sheet.subject,
            "ember": site.get("ember"),
            "ticks": ticks(1),
            "hub": settings.PUBLIC_URL,
        }
        mail = EmailMultiAlternatives(
            subject=" ".join(sheet.subject.split()),
            body=render_to_string("emails/letter.txt", context),
            to=[sheet.to],
            headers={
                "Message-ID": f"<{letter.message_id}@{urlsplit(settings.PUBLIC_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("emails/letter.html", context), "text/html")
    return mail


def _sheet(letter: Letter, token: str, hub: str) -> Sheet:
    words = {"hub": hub}
    if letter.kind == LetterKind.REMIND:
        return _of_reminder(letter, token, words | {"name": _announced_name(letter.episode_id)})
    if letter.kind == LetterKind.CONFIRM:
        return Sheet(
            to=letter.subscriber.address,
            subject=_("Shall %(hub)s write to you?") % words,
            said=_("One press is missing"),
            title=_("Shall we write to you when a film is out?"),
            sentence=_("Somebody, you we hope, gave us this address. We write only if you say yes."),
            facts=[
                _("The link is good for three days."),
                _("If it was not you, there is nothing to do: without a yes we write no more."),
            ],
            button=_("Say yes on our page"),
            url=absolute(reverse("newsletter-confirm", args=[token])),
            why=_("You get this once because this address was typed at %(hub)s.") % words,
        )
    if only_reminded(letter.subscriber):
        return _of_choice(letter, token, words)
    return Sheet(
        to=letter.subscriber.address,
        subject=_("You are on the list of %(hub)s already") % words,
        said=_("All is well"),
        title=_("We write to you already"),
        sentence=_("Somebody, you we hope, gave us this address once more. Nothing has changed."),
        facts=[_("The link below is yours alone: it shows what you get, and lets you change it or leave.")],
        button=_("Choose what you get"),
        url=absolute(reverse("newsletter-yours", args=[token])),
        why=_("You get this once because this address was typed at %(hub)s.") % words,
    )


def _of_choice(letter: Letter, token: str, words: Mapping[str, str]) -> Sheet:
    """To who waits for a film and asks for the newsletter now."""
    return Sheet(
        to=letter.subscriber.address,
        subject=_("Shall %(hub)s write to you?") % words,
        said=_("One press is missing"),
        title=_("Shall we write to you whenever a film is out?"),
        sentence=_(
            "Somebody, you we hope, asked for that with this address, which waits for one film so far."
        ),
        facts=[_("The link below is yours alone: choose there what you want, and keep it.")],
        button=_("Choose what you get"),
        url=absolute(reverse("newsletter-yours", args=[token])),
        why=_("You get this once because this address was typed at %(hub)s.") % words,
    )


def _of_reminder(letter: Letter, token: str, words: Mapping[str, str]) -> Sheet:
    named = bool(words["name"])
    return Sheet(
        to=letter.subscriber.address,
        subject=_("Shall %(hub)s remind you?") % words,
        said=_("One press is missing"),
        title=_("Shall we write when the film with %(name)s is out?") % words
        if named
        else _("Shall we write when the film is out?"),
        sentence=_(
            "Somebody, you we hope, gave us this address for one mail. We write it only if you say yes."
        ),
        facts=[
            _("The link is good for three days."),
            _("Your address is deleted a day after that mail, or in half a year if the film does not come."),
            _("If it was not you, there is nothing to do: without a yes we write no more."),
        ],
        button=_("Say yes on our page"),
        url=absolute(reverse("newsletter-confirm", args=[token])),
        why=_("You get this once because this address was typed at %(hub)s.") % words,
    )


def _announced_name(episode: int | None) -> str:
    """As the public knows it now: by its film or its teaser, or not at all."""
    live = LiveSet()
    shown = (live.get(episode) or live.teaser_of(episode)) if episode is not None else None
    return str(shown.content.get("creator_name") or shown.content.get("name") or "") if shown else ""
