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
        self._cut: dict[tuple[int, str, int | None, bool], Stencil] = {}

    def mail(self, one: Claimed) -> Mail:
        key = (one.issue, one.language, one.revision, one.reminded)
        if key not in self._cut:
            self._cut[key] = Stencil(episode=one.episode, language=one.language, reminded=one.reminded)
        return self._cut[key].fill(
            address=one.address, token=one.leave_token, message_id=f"{one.message_id}@{host()}"
        )


class Stencil:
    def __init__(self, *, episode: int, language: str, reminded: bool = False) -> None:
        language = interface_language(language)
        with translation.override(language):
            context = told(episode)
            context |= {
                "language": language,
                "reminded": reminded,
                "leave_url": absolute(reverse("newsletter-leave", args=[GAP])),
                "yours_url": absolute(reverse("newsletter-yours", args=[GAP])),
            }
            self._text = _pieces(render_to_string("emails/newsletter.txt", context))
            self._html = _pieces(render_to_string("emails/newsletter.html", context))
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
        # On a line of its own, between soft breaks: so what stands around it is packed once and for all.
        boundary, word = self._boundary.encode(), b"=\r\n%s=\r\n" % token.encode("ascii")
        payload = b"".join(
            [
                head.encode("ascii"),
                self._head,
                *(b"--", boundary, _part("plain"), word.join(self._text), b"\r\n"),
                *(b"--", boundary, _part("html"), word.join(self._html), b"\r\n"),
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


def _pieces(text: str) -> list[bytes]:
    """What stands between the gaps, packed as quoted-printable. A gap's word needs no packing."""
    return [_packed(piece) for piece in _clean(text).split(GAP)]


def _packed(text: str) -> bytes:
    """Without the end of a line: a letter more, taken away again, keeps room for a soft break in the last one."""
    return binascii.b2a_qp(text.encode() + b"x").removesuffix(b"x").replace(b"\n", b"\r\n")


def _clean(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r", "").splitlines()).strip() + "\n"
