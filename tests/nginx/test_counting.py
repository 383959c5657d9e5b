"""The door for counts behind nginx: open for people, shut for floods, and nobody's address in a key or a log."""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from sparks.embedded import nginx
from sparks.nginx import counting
from sparks.nginx.render import render
from tests.nginx.conftest import binaries, make_site, write_tree
from tests.nginx.upstream import upstream

SAID = {"page": "/country/3-soap/", "what": "play", "from": "private.example"}


@pytest.fixture(params=binaries(), ids=lambda path: path.parent.name)
def hub(request):
    root = Path(tempfile.mkdtemp(prefix="sparks counting "))
    write_tree(root)
    site = make_site(root, trusted_hops=2)
    server = nginx.start(site, binary=request.param)
    with upstream(root / "web.sock") as django:
        yield f"http://{site.listen[0]}", django, root, server
    server.stop()
    shutil.rmtree(root)


def statuses(url: str, many: int, *, visitor: str) -> list[int]:
    with (
        httpx.Client(headers={"X-Forwarded-For": visitor}) as client,
        ThreadPoolExecutor(4) as pool,
    ):
        return list(pool.map(lambda _n: client.post(f"{url}/count", data=SAID).status_code, range(many)))


def test_a_flood_from_one_place_is_slowed_and_the_next_visitor_is_counted(hub):
    url, django, root, server = hub
    found = statuses(url, counting.WAVE * 2, visitor="203.0.113.7")
    assert set(found) == {200, 429}
    assert found.count(200) < counting.WAVE * 2
    # One of these shares no drawer with the flood.
    others = [statuses(url, 1, visitor=f"198.51.100.{n}")[0] for n in range(6)]
    assert 200 in others
    assert len(django.requests) == found.count(200) + others.count(200)
    said = (root / "access.log").read_text() + server.voice.recent()
    for private in ("203.0.113", "198.51.100", "127.0.0.1", "private"):
        assert private not in said


def test_a_body_that_is_too_long_does_not_reach_django(hub):
    url, django, _root, _server = hub
    assert httpx.post(f"{url}/count", content=b"x" * 3000).status_code == 413
    assert django.requests == []


def test_while_django_is_away_a_count_is_lost_in_few_words(hub):
    url, _django, root, _server = hub
    (root / "web.sock").unlink()
    answer = httpx.post(f"{url}/count", data=SAID)
    assert (answer.status_code, len(answer.content) < 250) == (503, True)


def test_below_it_there_is_nothing(hub):
    url, django, _root, _server = hub
    assert httpx.get(f"{url}/count/more").status_code == 404
    assert [path for _method, path, _headers in django.requests] == ["/_redirect"]


@pytest.mark.parametrize("hops", [1, 2, 3])
def test_what_is_remembered_is_a_drawer_and_never_an_address(tmp_path, hops):
    written = render(make_site(tmp_path, trusted_hops=hops))
    keys = [
        line.split()[1]
        for line in written.splitlines()
        if "limit_req_zone" in line or "limit_conn_zone" in line
    ]
    assert set(keys) == {"$server_port", "$counting_place"}
    assert written.count(f"{100 / counting.PLACES:g}% ") == counting.PLACES - 1
