"""Hands one mail to the mail server, and says what its answer means."""

import contextlib
import logging
import smtplib

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError

from series.models import Effect
from series.publishing.effects.notice.message import message
from series.publishing.effects.outcomes import Permanent, Transient, Uncertain

log = logging.getLogger(__name__)


def send(*, effect: Effect) -> None:
    """Returns when the mail server has taken the mail. Raises Transient, Permanent or Uncertain."""
    hand_over(_write(effect))


def hand_over(mail: EmailMessage) -> None:
    """Raises as `send` does. Whoever calls it has committed that the mail is being sent."""
    server = mailers.default
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Transient(f"The mail server can't be reached: {error}.") from error
    try:
        _hand_over(server, mail)
    finally:
        # It has answered already; how it takes our leave changes nothing.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


def _write(effect: Effect) -> EmailMessage:
    try:
        return message(effect)
    except DatabaseError as error:
        raise Transient(f"The mail could not be written: {error}.") from error
    except Exception as error:
        # Nothing has gone yet, whatever this is: so it is not uncertain.
        log.exception("the mail of effect %s can't be written", effect.pk)
        raise Permanent(f"The mail could not be written: {error!r}.") from error


def _hand_over(server: BaseEmailBackend, mail: EmailMessage) -> None:
    try:
        server.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as refusal:
        raise _refusal(*next(iter(refusal.recipients.values()))) from refusal
    except smtplib.SMTPResponseException as answer:
        raise _refusal(answer.smtp_code, answer.smtp_error) from answer
    except (ValueError, smtplib.SMTPNotSupportedError) as error:
        raise Permanent(f"The mail can't be sent to this address: {error}.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain(f"The mail server ended the talk before it answered: {error}.") from error


def _refusal(code: int, words: bytes | str) -> Permanent | Transient:
    """RFC 5321, 4.2.1: 4xx may pass, 5xx will not."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    sentence = f"The mail server answered {code}: {' '.join(said.split())}."
    return Permanent(sentence) if code >= 500 else Transient(sentence)
