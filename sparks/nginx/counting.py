"""What keeps the door for counts from being a way to flood the hub, without anybody's address being kept.

A visitor's address is looked at for an instant and sorted into one of PLACES drawers; nginx remembers for some seconds
how full each drawer is, and nothing else. Whoever shares a drawer with a flood is not counted meanwhile.
"""

from sparks.nginx.site import Site

PLACES = 50
# Requests a second: from one drawer, and from all together.
A_PLACE = 10
IN_ALL = 300
# What may come at once before that holds, for people come in waves; and how many may be under way.
WAVE = 100
AT_ONCE = 16
LONGEST_BODY = "2k"

# The first half of an IPv6 address: one household has all of the other.
_NETWORK = '"~^(?<network>(?:[0-9a-f]+:){4})" $network;'


def zones(site: Site) -> list[str]:
    share = f"{100 / PLACES:g}%"
    drawers = [f"    {share} {number};" for number in range(1, PLACES)]
    return [
        *_visitor(site.trusted_hops),
        *("map $counted_visitor $counted_network {", "    default $counted_visitor;", f"    {_NETWORK}", "}"),
        *("split_clients $counted_network $counting_place {", *drawers, "    * 0;", "}"),
        f"limit_req_zone $counting_place zone=counting_place:64k rate={A_PLACE}r/s;",
        f"limit_req_zone $server_port zone=counting:32k rate={IN_ALL}r/s;",
        "limit_conn_zone $server_port zone=counting_now:32k;",
    ]


def _visitor(hops: int) -> list[str]:
    """Each server of ours adds whom it spoke with to X-Forwarded-For, nginx after it has chosen: as Django counts."""
    if hops < 2:
        return ["map $remote_addr $counted_visitor {", "    default $remote_addr;", "}"]
    later = r"\s*,[^,]*" * (hops - 2)
    return [
        "map $http_x_forwarded_for $counted_visitor {",
        "    default $remote_addr;",
        f'    "~(?:^|,)\\s*(?<visitor>[^,\\s]+){later}\\s*$" $visitor;',
        "}",
    ]


def limits() -> list[str]:
    return [
        f"limit_req zone=counting_place burst={WAVE} nodelay;",
        f"limit_req zone=counting burst={IN_ALL} nodelay;",
        "limit_req_status 429;",
        f"limit_conn counting_now {AT_ONCE};",
        "limit_conn_status 429;",
        f"client_max_body_size {LONGEST_BODY};",
        "client_body_buffer_size 4k;",
        "proxy_read_timeout 5s;",
        # A script asked: there is nobody to read the page about it, and a file is no answer to a POST.
        "error_page 502 503 504 =503 @uncounted;",
    ]
