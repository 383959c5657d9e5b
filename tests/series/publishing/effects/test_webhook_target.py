"""X8: a webhook reaches public addresses only, whatever its name says, now or later."""

import socket

import pytest

from series.models import Effect, WebhookEndpoint
from series.publishing import effects
from series.publishing.effects.webhook import target
from series.states import EffectState
from tests.series.publishing.effects.conftest import enqueue
from tests.series.publishing.effects.receivers import Receiver

INNER = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
]
OUTER = ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "2002:101:101::1"]


@pytest.mark.parametrize("address", INNER)
def test_X8_inner_addresses_are_not_public(address):
    assert not target.is_public(address)


@pytest.mark.parametrize("address", OUTER)
def test_outer_addresses_are_public(address):
    assert target.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]:8000/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://0/",
        "https://169.254.169.254/latest/meta-data/",
        "http://user:password@1.1.1.1/",
        "http://1.1.1.1@127.0.0.1/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "http:///nowhere",
        "http://1.1.1.1:99999/",
    ],
)
def test_X8_such_targets_are_refused(url):
    with pytest.raises(target.Refused):
        target.find(url)


def test_a_host_of_the_list_is_taken_with_its_port_only(settings):
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1:8080"]
    assert target.find("http://127.0.0.1:8080/hook").address == "127.0.0.1"
    with pytest.raises(target.Refused):
        target.find("http://127.0.0.1:5432/hook")
    settings.WEBHOOK_ALLOWED_HOSTS = ["localhost"]
    assert target.find("http://localhost:1234/").address in {"127.0.0.1", "::1"}


def test_a_name_that_nobody_knows_may_be_known_later():
    with pytest.raises(target.Unknown, match="could not be looked up"):
        target.find("http://nowhere.invalid/")


def test_X8_one_inner_address_among_outer_ones_is_enough_to_refuse(monkeypatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_options: both)
    with pytest.raises(target.Refused, match=r"10\.0\.0\.1"):
        target.find("http://two-faced.example/")


def test_X8_a_private_target_gets_no_connection_and_the_row_is_given_up(released, settings):
    settings.WEBHOOK_ALLOWED_HOSTS = []
    with Receiver() as inner:
        WebhookEndpoint.objects.create(url=f"{inner.url}/admin")
        enqueue(released, subject_paths=["/s/"], list_paths=[])
        effects.deliver_due(kinds=["webhook"])
        assert inner.calls == []
    row = Effect.objects.get(kind="webhook")
    assert row.state == EffectState.PARKED
    assert "an address of a private network" in row.error


def test_X8_a_name_that_changes_after_the_check_is_called_where_it_was_checked(
    released, settings, monkeypatch
):
    """Rebinding: the name is looked up once, and the address that was judged is the one connected to."""
    settings.WEBHOOK_ALLOWED_HOSTS = ["rebinding.example"]
    with Receiver() as first, Receiver() as inner:
        WebhookEndpoint.objects.create(url=f"http://rebinding.example:{first.port}/hook")
        real = socket.getaddrinfo
        asked: list[str] = []

        def getaddrinfo(host, port, *rest, **options):
            if host != "rebinding.example":
                return real(host, port, *rest, **options)
            asked.append(host)
            if len(asked) == 1:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", first.port))]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", inner.port))]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        enqueue(released, subject_paths=["/s/"], list_paths=[])
        assert effects.deliver_due(kinds=["webhook"]) == 1
        assert asked == ["rebinding.example"]
        assert first.paths() == ["/hook"]
        assert first.calls[0].headers["Host"] == f"rebinding.example:{first.port}"
        assert inner.calls == []
