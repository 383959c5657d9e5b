"""Previews through our nginx and a cache before it, as a CDN is one: nothing of them stays there."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from series.models import Rendition
from series.previews import links, throttle
from sparks.embedded import nginx, ports, processes
from tests.factories import people, previews, subjects
from tests.nginx.conftest import make_site, write_tree
from tests.nginx.test_logs import read_when_it_holds

pytestmark = pytest.mark.django_db(transaction=True)

CACHE = """
daemon off; pid "{root}/cache.pid"; error_log stderr emerg; {user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path "{root}/c1"; proxy_temp_path "{root}/c2"; fastcgi_temp_path "{root}/c3";
    uwsgi_temp_path "{root}/c4"; scgi_temp_path "{root}/c5";
    proxy_cache_path "{root}/kept" keys_zone=kept:1m;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://{front};
            proxy_cache kept;
            proxy_cache_valid any 10m;
            add_header X-Cache $upstream_cache_status always;
        }}
    }}
}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    # nginx reads it as another user would.
    write_tree(tmp_path)
    return tmp_path


@pytest.fixture
def cached(root: Path, live_server) -> Iterator[httpx.Client]:
    throttle.guesses._misses.clear()
    upstream = live_server.url.removeprefix("http://").replace("localhost", "127.0.0.1")
    server = nginx.start(make_site(root, upstream=upstream), binary=nginx.wheel_binary())
    port = ports.free_port()
    front = server.config.read_text().split("listen ", 1)[1].split(" ", 1)[0]
    user = f"user {nginx.user()};" if nginx.user() else ""
    config = root / "cache.conf"
    config.write_text(CACHE.format(root=root, port=port, front=front, user=user))
    words = [nginx.wheel_binary(), "-e", "stderr", "-p", root, "-c", config]
    cache = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not ports.answers(port):
            assert cache.poll() is None
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers={"accept-encoding": "identity"}
        ) as client:
            yield client
    finally:
        processes.stop(cache, patience=10)
        server.stop()


def test_D5_a_cache_keeps_nothing_of_a_preview_and_no_log_its_token(cached, root):
    revision = previews.submitted(subjects.make_episode())
    link, token = previews.shared(revision, by=people.ben())
    film = Rendition.objects.get(content_type="video/mp4")
    door = previews.door(token)
    addresses = [door, door.rstrip("/"), f"{door}page/", f"{door}look.css", f"{door}file/{film.pk}/"]
    for address in [*addresses, *addresses]:
        answer = cached.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["x-cache"] != "HIT"
        assert answer.headers["cache-control"] == "private, no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers.get_list("content-security-policy") or not address.endswith("page/")
    assert cached.get("/robots.txt").headers["x-cache"] in {"MISS", "EXPIRED"}

    links.revoke(link_id=link.pk, by=people.ana())
    assert {cached.get(address).status_code for address in addresses} == {404}
    kept = [file.read_bytes() for file in (root / "kept").rglob("*") if file.is_file()]
    assert not [data for data in kept if token.encode() in data]
    logged = read_when_it_holds(root / "access.log", "GET /preview/ 404")
    assert token not in logged
