"""One connection to the mail server for many mails.

The talk is led command by command where the server speaks SMTP: so it is known whether a line that broke had heard
the mail. Other backends (a folder, a test's memory) are handed whole messages.
"""

import contextlib
import re
import smtplib
from types import TracebackType
from typing import Any

from django.core.mail import mailers

from series.newsletter.writing.mail import Mail

# Mail servers hang up on who says too much.
MAILS_A_LINE = 500
GOOD, GO_ON = frozenset({250, 251, 252}), 354
_ENHANCED = re.compile(r"^\s*(\d)\.(\d{1,3})\.\d{1,3}\b")


class Later(Exception):
    """It did not go, and may go later."""


class NoSuchAddress(Exception):
    """It did not go: the mail server says that nobody is there."""


class Unknown(Exception):
    """Nobody can say whether it went."""


class Line:
    def __enter__(self) -> "Line":
        self._server: Any = None
        self._said = 0
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Raises Later while there is no mail server."""
        if self._server is not None and self._said < MAILS_A_LINE:
            return
        self.close()
        server = mailers.default
        try:
            server.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Later(f"The mail server can't be reached: {type(error).__name__}.") from error
        self._server, self._said = server, 0

    def close(self) -> None:
        # It has answered already; how it takes our leave changes nothing.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if self._server is not None:
                self._server.close()
        self._server = None

    def hand_over(self, mail: Mail) -> str:
        """What the server called it. Raises Later, NoSuchAddress or Unknown. Its sender has committed that it sends."""
        self.open()
        self._said += 1
        smtp = getattr(self._server, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            return self._talk(smtp, mail)
        try:
            self._server.send_messages([mail])
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unknown(f"The mail was not taken as a whole: {type(error).__name__}.") from error
        return ""

    def _talk(self, smtp: smtplib.SMTP, mail: Mail) -> str:
        try:
            smtp.ehlo_or_helo_if_needed()
            wanted = self._open_envelope(smtp, mail)
        except (OSError, smtplib.SMTPException) as error:
            # Nothing of the mail was said yet.
            self.close()
            raise Later(f"The line to the mail server broke: {type(error).__name__}.") from error
        if wanted[0] != GO_ON:
            self._expect(smtp, wanted)
            raise Later("The mail server did not want to hear the mail.")
        try:
            smtp.send(mail.payload.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unknown(
                f"The line broke before the mail server answered: {type(error).__name__}."
            ) from error
        self._expect(smtp, answer)
        return _plain(answer[1])[:200]

    def _open_envelope(self, smtp: smtplib.SMTP, mail: Mail) -> tuple[int, bytes]:
        """From, to and the wish to go on, in one breath where the server can listen so (RFC 2920)."""
        said = [f"MAIL FROM:{smtplib.quoteaddr(mail.sender)}", f"RCPT TO:{smtplib.quoteaddr(mail.recipient)}"]
        if not smtp.has_extn("pipelining"):
            for command in said:
                self._expect(smtp, smtp.docmd(command), of_address=command is said[1])
            return smtp.docmd("DATA")
        smtp.send("".join(f"{command}\r\n" for command in [*said, "DATA"]).encode("ascii"))
        sender, recipient, wanted = smtp.getreply(), smtp.getreply(), smtp.getreply()
        if wanted[0] == GO_ON and not {sender[0], recipient[0]} <= GOOD:
            # It listens although it wants nobody's mail: an empty one, which goes nowhere.
            smtp.docmd(".")
        self._expect(smtp, sender)
        self._expect(smtp, recipient, of_address=True)
        return wanted

    def _expect(self, smtp: smtplib.SMTP, answer: tuple[int, bytes], *, of_address: bool = False) -> None:
        code, words = answer
        if code in GOOD:
            return
        if code == 421:
            self.close()
        else:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.rset()
        status = _ENHANCED.match(_plain(words))
        # The code alone: what a server says may hold the address.
        said = f"{code} {status[0].strip()}" if status else str(code)
        if of_address and _nobody_there(code, status):
            raise NoSuchAddress(f"The mail server answered {said}: nobody is there.")
        raise Later(f"The mail server answered {said}.")


def _nobody_there(code: int, status: re.Match[str] | None) -> bool:
    """RFC 3463: 5.1.x is about the address. 5.7.x is about us, and must never cost a subscriber."""
    if status is not None:
        return status[1] == "5" and status[2] == "1"
    return code in {550, 551, 553}


def _plain(words: bytes) -> str:
    return " ".join(words.decode(errors="replace").split())
