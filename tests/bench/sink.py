"""A mail server that takes whatever comes and remembers to whom: lean, so that the sender is what is measured."""

import asyncio
import re
import threading
import time
from collections import Counter
from collections.abc import Callable

from sparks.embedded.ports import free_port

_ADDRESS = re.compile(rb"<([^>]*)>")
_END = b"\r\n.\r\n"


class Sink:
    """One thread of this process. `first_word` is called with the first mail in hand, before it is answered."""

    def __init__(self, *, first_word: Callable[[], None] | None = None) -> None:
        self.port = free_port()
        self.taken: Counter[str] = Counter()
        # Others are taken, and not counted: what the hub writes to its staff.
        self.counted = ""
        # What else than yes is said of an address.
        self.answers: dict[str, bytes] = {}
        self.first = self.last = 0.0
        self._first_word = first_word

    def take(self, recipients: list[str]) -> None:
        readers = [address for address in recipients if address.startswith(self.counted)]
        if not readers:
            return
        if not self.first and self._first_word:
            self._first_word()
        self.taken.update(readers)
        self.last = time.monotonic()
        self.first = self.first or self.last

    def __enter__(self) -> "Sink":
        self._loop = asyncio.new_event_loop()
        up = threading.Event()

        def serve() -> None:
            asyncio.set_event_loop(self._loop)
            server = self._loop.create_server(lambda: _Talk(self), "127.0.0.1", self.port)
            self._server = self._loop.run_until_complete(server)
            up.set()
            self._loop.run_forever()
            self._server.close()

        self._thread = threading.Thread(target=serve, daemon=True)
        self._thread.start()
        up.wait(10)
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)


class _Talk(asyncio.Protocol):
    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.heard, self.looked, self.in_mail = bytearray(), 0, False
        self.recipients: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self.heard += data
        answers = b""
        while (answer := self._mail() if self.in_mail else self._command()) is not None:
            answers += answer
        if answers:
            self.transport.write(answers)

    def _mail(self) -> bytes | None:
        end = self.heard.find(_END, max(0, self.looked - len(_END)))
        if end < 0:
            self.looked = len(self.heard)
            return None
        del self.heard[: end + len(_END)]
        self.in_mail, self.looked = False, 0
        if not self.recipients:
            return b"554 5.5.1 to nobody\r\n"
        self.sink.take(self.recipients)
        self.recipients = []
        return b"250 2.0.0 taken\r\n"

    def _command(self) -> bytes | None:
        end = self.heard.find(b"\r\n")
        if end < 0:
            return None
        line = bytes(self.heard[:end])
        del self.heard[: end + 2]
        match line[:4].upper():
            case b"EHLO":
                return b"250-sink\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES\r\n"
            case b"RCPT":
                found = _ADDRESS.search(line)
                address = found[1].decode() if found else ""
                if address in self.sink.answers:
                    return self.sink.answers[address] + b"\r\n"
                self.recipients.append(address)
            case b"DATA":
                # The end of the line before counts: a mail without a line is a dot alone.
                self.in_mail, self.heard = True, bytearray(b"\r\n") + self.heard
                return b"354 go on\r\n"
            case b"RSET":
                self.recipients = []
            case b"QUIT":
                self.transport.close()
                return b"221 bye\r\n"
        return b"250 2.1.0 fine\r\n"
