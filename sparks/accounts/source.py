"""Where a request comes from, as a word that tells nobody the address."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

UNKNOWN = "unknown"


def source_of(request: HttpRequest) -> str:
    """The same for the same address (for IPv6: network), and nothing from which it could be read."""
    return salted_hmac("sparks.accounts.source", _network(_address(request)), algorithm="sha256").hexdigest()[
        :32
    ]


def _address(request: HttpRequest) -> str:
    """Each hop of ours adds whom it spoke with at the end of X-Forwarded-For; what stands before is anybody's word."""
    direct: str = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_HOPS
    named = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    if not hops or not named or not _is_ours(direct):
        return direct
    return named[-hops] if len(named) >= hops else named[0]


def _is_ours(direct: str) -> bool:
    """Whether the other end of the connection can be our own nginx: a socket, or an address of no public network."""
    parsed = _parsed(direct)
    return not direct or (parsed is not None and not parsed.is_global)


def _network(address: str) -> str:
    parsed = _parsed(address)
    if parsed is None:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv6Address):
        # One customer has all of a /64.
        return str(ipaddress.IPv6Network((parsed, 64), strict=False))
    return str(parsed)


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    bare = address.removeprefix("[").partition("]")[0] if address.startswith("[") else address
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        parsed = ipaddress.ip_address(bare)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed
