"""What stands at the other end in these tests. Everything binds to 127.0.0.1 on a free port."""

import asyncio
import email
import email.policy
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from sparks.embedded.ports import free_port


@dataclass(frozen=True)
class Call:
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


class Receiver:
    """Answers 200 with nothing, or what `answer` says of the call: a status, or (status, headers)."""

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self.calls: list[Call] = []
        self.answer: Callable[[Call], int | tuple[int, dict[str, str]]] = lambda call: 200
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if tls is not None:
            # Each caller's handshake in the thread of its own call.
            self._server.socket = tls.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port: int = self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [call.path for call in self.calls]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                call = Call(self.path, dict(self.headers), body, time.monotonic())
                outer.calls.append(call)
                answer = outer.answer(call)
                status, headers = answer if isinstance(answer, tuple) else (answer, {})
                self.send_response(status)
                for name, value in {**headers, "Content-Length": "0"}.items():
                    self.send_header(name, value)
                self.end_headers()

            def do_GET(self) -> None:
                self.do_POST()

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    return

            def log_message(self, *_words: Any) -> None:
                pass

        return Handler


@dataclass
class Mailbox:
    """A mail server. `answer` says what it replies to a mail, and may do worse first."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer: Callable[[EmailMessage], str] = lambda mail: "250 OK"
    hung_up: bool = False
    port: int = field(default_factory=free_port)

    @property
    def mailers(self) -> dict[str, Any]:
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 5}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address.startswith("nobody@"):
            return "550 No such user here"
        if address.startswith("later@"):
            return "451 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def hang_up(self) -> str:
        """An answer: none. The line goes dead instead."""
        self.hung_up = True
        return ""

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append(mail)
        self.recipients.extend(envelope.rcpt_tos)
        # Beside the server's own loop, which goes on serving others meanwhile.
        answer = await asyncio.get_running_loop().run_in_executor(None, self.answer, mail)
        if self.hung_up:
            self.hung_up = False
            server.transport.abort()
        return answer

    def __enter__(self) -> Self:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._controller.stop()
