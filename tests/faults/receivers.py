"""The world outside: a mail server, a CDN and a webhook receiver that count what arrives, and at times fail."""

import json
import random
import threading
from collections import Counter
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from sparks.embedded import ports


class World:
    def __init__(self, *, seed: int) -> None:
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        # By Message-ID, and by idempotency key.
        self.mails: Counter[str] = Counter()
        self.purges: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.order: list[dict[str, Any]] = []
        self.failing = 0.0
        self.mail_port, self.port = ports.free_port(), ports.free_port()

    def __enter__(self) -> "World":
        self.smtp = Controller(_Mailbox(self), hostname="127.0.0.1", port=self.mail_port)
        self.smtp.start()
        world = self

        class Handler(_Receiver):
            seen = world

        self.http = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.smtp.stop()

    def environment(self) -> dict[str, str]:
        return {
            "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "CDN_PURGE_URL": f"http://127.0.0.1:{self.port}/purge",
            "WEBHOOK_ALLOWED_HOSTS": f"127.0.0.1:{self.port}",
        }

    def fails(self) -> bool:
        with self.lock:
            return self.chance.random() < self.failing


class _Mailbox:
    def __init__(self, world: World) -> None:
        self.world = world

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if self.world.fails():
            return "451 Try again later"
        mail = message_from_bytes(envelope.content)
        with self.world.lock:
            self.world.mails[str(mail["Message-ID"]).strip("<>").partition("@")[0]] += 1
        return "250 OK"


class _Receiver(BaseHTTPRequestHandler):
    seen: World

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        world, failed = self.seen, self.seen.fails()
        if not failed:
            with world.lock:
                counted = world.purges if self.path == "/purge" else world.calls
                counted[self.headers["Idempotency-Key"]] += 1
                if counted is world.calls:
                    world.order.append(json.loads(body))
        self.send_response(503 if failed else 204)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""
