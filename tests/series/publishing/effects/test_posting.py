"""One request, one time limit, one address: over TLS, too, where the name and not the address is vouched for."""

import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from series.publishing.effects.posting import Unanswered, request
from tests.series.publishing.effects.receivers import Receiver

# For receiver.example, by itself; the key guards nothing.
CERTIFICATE = Path(__file__).with_name("receiver.pem")


@pytest.fixture
def secure(monkeypatch) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Receiver(tls=context) as here:
        yield here


def call(receiver: Receiver, *, host: str = "receiver.example", seconds: float = 5) -> int:
    url = f"https://{host}:{receiver.port}/hook?a=b"
    return request("POST", url, body=b"{}", headers={}, seconds=seconds, address="127.0.0.1")


def test_the_name_is_vouched_for_and_the_given_address_is_called(secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    assert call(secure) == 200
    assert secure.paths() == ["/hook?a=b"]
    assert secure.calls[0].headers["Host"] == f"receiver.example:{secure.port}"


def test_a_certificate_for_another_name_is_refused(secure, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(Unanswered, match=r"(?i)hostname mismatch"):
        call(secure, host="other.example")
    assert secure.calls == []


def test_a_certificate_that_nobody_vouches_for_is_refused(secure):
    with pytest.raises(Unanswered, match=r"(?i)certificate"):
        call(secure)


def test_silence_within_the_handshake_ends_at_the_limit():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as door:
        silent = threading.Thread(target=_take_and_keep, args=[door], daemon=True)
        silent.start()
        begun = time.monotonic()
        with pytest.raises(Unanswered, match=r"no answer within 1 s"):
            request(
                "POST",
                f"https://receiver.example:{door.getsockname()[1]}/",
                headers={},
                seconds=1,
                address="127.0.0.1",
            )
        assert time.monotonic() - begun < 10
        silent.join(timeout=10)


def _take_and_keep(door) -> None:
    caller, _address = door.accept()
    with caller:
        while caller.recv(4096):
            pass


def test_an_answer_that_is_no_http_is_no_answer():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_talk_nonsense, args=[door], daemon=True).start()
        with pytest.raises(Unanswered):
            request("GET", f"http://127.0.0.1:{door.getsockname()[1]}/", headers={}, seconds=5)


def _talk_nonsense(door) -> None:
    caller, _address = door.accept()
    with caller:
        caller.recv(4096)
        caller.sendall(b"220 smtp.example ready\r\n")


def test_a_proxy_of_the_environment_is_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with Receiver() as here:
        assert request("GET", here.url, headers={}, seconds=5) == 200
