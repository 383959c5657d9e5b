"""The mail of an issue in one language, with gaps for who gets it. Written once, filled fifty thousand times."""

import binascii
import email.policy
import secrets
from email.message import EmailMessage
from email.utils import formataddr, formatdate, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from series.newsletter.sending.claim import Claimed
from series.newsletter.writing.episode import told
from series.newsletter.writing.mail import Mail
from series.pages.shown.addresses import absolute
from series.pages.shown.language import interface_language

# Stands in the written text where each reader's own word goes. Nobody types it.
GAP = "newsletter0gap0of0the0reader0"


class Stencils:
    """Those in use in one run of a worker. A correction changes the live revision, and so the stencil."""

    def __init__(self) -> None:
        self._cut: dict[tuple[int, str, int | None], Stencil] = {}

    def mail(self, one: Claimed) -> Mail:
        key = (one.issue, one.language, one.revision)
        if key not in self._cut:
            self._cut[key] = Stencil(episode=one.episode, language=one.language)
        return self._cut[key].fill(
            address=one.address, token=one.leave_token, message_id=f"{one.message_id}@{host()}"
        )


class Stencil:
    def __init__(self, *, episode: int, language: str) -> None:
        language = interface_language(language)
        with translation.override(language):
            context = told(episode)
            context |= {
                "language": language,
                "leave_url": absolute(reverse("newsletter-leave", args=[GAP])),
                "yours_url": absolute(reverse("newsletter-yours", args=[GAP])),
            }
            self._text = _clean(render_to_string("emails/newsletter.txt", context))
            self._html = _clean(render_to_string("emails/newsletter.html", context))
        self._sender = settings.DEFAULT_FROM_EMAIL
        self._envelope = parseaddr(self._sender)[1]
        self._leave = context["leave_url"]
        # Never a line of a quoted-printable part.
        self._boundary = f"=_{secrets.token_hex(12)}"
        self._head = self._written_head(str(context["subject"]), str(context["hub"]["name"]), language)

    def fill(self, *, address: str, token: str, message_id: str) -> Mail:
        head = (
            f"Date: {formatdate(usegmt=True)}\r\nMessage-ID: <{message_id}>\r\nTo: {address}\r\n"
            f"List-Unsubscribe: <{self._leave.replace(GAP, token)}>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
        )
        boundary = self._boundary.encode()
        payload = b"".join(
            [
                head.encode("ascii"),
                self._head,
                *(b"--", boundary, _part("plain"), _packed(self._text.replace(GAP, token)), b"\r\n"),
                *(b"--", boundary, _part("html"), _packed(self._html.replace(GAP, token)), b"\r\n"),
                *(b"--", boundary, b"--\r\n"),
            ]
        )
        return Mail(sender=self._envelope, recipient=address, payload=payload)

    def _written_head(self, subject: str, hub: str, language: str) -> bytes:
        head = EmailMessage(policy=email.policy.SMTP)
        head["From"] = formataddr(parseaddr(self._sender))
        head["Subject"] = subject
        head["List-ID"] = f"{' '.join(hub.split())} <newsletter.{host()}>"
        head["Content-Language"] = language
        # No out-of-office answers, please (RFC 3834 and what others read).
        head["Auto-Submitted"] = "auto-generated"
        head["Precedence"] = "bulk"
        # Not the parser's own: it would end a body that is not there yet.
        kind = (
            f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{self._boundary}"\r\n\r\n'
        )
        return head.as_bytes().rstrip() + b"\r\n" + kind.encode()


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def _part(kind: str) -> bytes:
    return (
        f'\r\nContent-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    ).encode()


def _packed(text: str) -> bytes:
    return binascii.b2a_qp(text.encode()).replace(b"\n", b"\r\n")


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r", "").splitlines()).strip() + "\n"
