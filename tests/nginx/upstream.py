"""A tiny stand-in for Django behind nginx: it knows one old address and says what it was sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

OLD = {"/old-name/": "/new-name/"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self) -> str:
        return "a unix socket"

    def log_message(self, *words: object) -> None:
        """Silent."""

    def do_GET(self) -> None:
        asked = self.headers.get("X-Original-URI", "").partition("?")[0]
        self.server.requests.append((self.command, self.path, dict(self.headers)))  # type: ignore[attr-defined]
        if self.path == "/_redirect":
            self.answer(301 if asked in OLD else 404, location=OLD.get(asked))
        elif self.path == "/readyz":
            self.answer(503)
        else:
            self.answer(200)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        while length > 0:
            length -= len(self.rfile.read(min(length, 1 << 16)))
        self.do_GET()

    def answer(self, status: int, *, location: str | None = None) -> None:
        body = json.dumps({"path": self.path, "headers": dict(self.headers)}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        # Or nginx keeps the connection, and its thread here answers on after the server has ended.
        self.send_header("Connection", "close")
        self.send_header("Content-Security-Policy", "default-src 'none'; from-django")
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True
    requests: list[tuple[str, str, dict[str, str]]]


@contextmanager
def upstream(path: Path) -> Iterator[Server]:
    path.unlink(missing_ok=True)
    server = Server(str(path), Handler)
    server.requests = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        path.unlink(missing_ok=True)
