"""Where a webhook may go: looked up once, judged, and then connected to as judged (no second look-up).

An endpoint's address is typed by a person, so it could name a machine of our own network. Every address that a
name has must be public, IPv6 forms that carry an IPv4 address included; hosts of WEBHOOK_ALLOWED_HOSTS are
taken as they are.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
# RFC 6052 and RFC 8215: translated to the IPv4 address in the last four bytes.
NAT64 = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]


class Refused(Exception):
    """We do not call there. The message is a sentence."""


class Unknown(Exception):
    """The name could not be looked up just now."""


@dataclass(frozen=True)
class Target:
    url: str
    address: str


def find(url: str) -> Target:
    """The address to connect to. Raises Refused or Unknown."""
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Refused(f"{url} has a port that does not exist.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise Refused(
            f"{url} is no address for a webhook: it must be http(s)://host/path, without a password."
        )
    addresses = _look_up(parts.hostname, port)
    if not {parts.hostname, f"{parts.hostname}:{port}"} & set(settings.WEBHOOK_ALLOWED_HOSTS):
        for address in addresses:
            _refuse_inner(parts.hostname, address)
    return Target(url=iri_to_uri(url), address=addresses[0])


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unknown(f"{host} could not be looked up: {error}.") from error
    return [str(entry[4][0]) for entry in found]


def _refuse_inner(host: str, address: str) -> None:
    if not is_public(address):
        raise Refused(
            f"{host} is {address}, an address of a private network: webhooks go to public addresses only."
            " An operator can allow it in WEBHOOK_ALLOWED_HOSTS."
        )


def is_public(address: str) -> bool:
    ip = _carried(ipaddress.ip_address(address))
    # RFC 3879 gave up fec0::/10, so Python calls it global; old networks may still route it.
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or site_local)


def _carried(ip: IPAddress) -> IPAddress:
    """The IPv4 address that an IPv6 one stands for, else itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if any(ip in network for network in NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo_client = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo_client or ip
