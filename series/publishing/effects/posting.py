"""One HTTP request with one time limit over all of it. Follows no redirect, uses no proxy, reads no body."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit


class Unanswered(Exception):
    """No answer came. The message says why, as the end of a sentence."""


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was looked up and judged before, whatever the name says now."""

    def __init__(self, *, host: str, port: int, address: str, tls: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        # Else the Host header would name the port of the other scheme.
        self.default_port = 443 if tls else 80
        self.address = address
        self.tls = tls
        self.cut = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.tls:
            context = ssl.create_default_context()
            # The handshake comes after self.sock is set, so that `end` can cut it short.
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def end(self) -> None:
        """Cut the connection under the reader, who drips or is silent. Called from the timer's thread."""
        self.cut = True
        if self.sock is not None:
            try:
                # Not SSLSocket's own shutdown: it would take the TLS state from under the reader's feet.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def request(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str],
    seconds: float,
    address: str | None = None,
) -> int:
    """The status that `url` answers with. `address` is the one to connect to, else the name is looked up.

    Raises Unanswered when none came within `seconds`, all in all.
    """
    parts = urlsplit(url)
    host, tls = parts.hostname or "", parts.scheme == "https"
    connection = _Connection(
        host=host, port=parts.port or (443 if tls else 80), address=address or host, tls=tls, seconds=seconds
    )
    timer = threading.Timer(seconds, connection.end)
    timer.daemon = True
    timer.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path, body=body, headers={"User-Agent": "Sparks", **headers})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        if connection.cut or isinstance(error, TimeoutError):
            raise Unanswered(f"no answer within {seconds:g} s") from error
        raise Unanswered(str(error) or type(error).__name__) from error
    finally:
        timer.cancel()
        connection.close()
