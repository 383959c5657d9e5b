"""What is written down about visitors: nothing that names one."""

import shutil
import socket
import time
from pathlib import Path

import httpx

from sparks.embedded import nginx
from tests.nginx.conftest import EPISODE, make_site, write_tree


def test_no_log_holds_an_address_a_query_a_preview_or_the_key_of_a_letter(front):
    asked_before = len((front.root / "access.log").read_text())
    front.get(f"{EPISODE}?q=private-words", user_agent="Private Browser", referer="https://private.example/")
    front.get("/desk-calendar/private-token.ics")
    front.get("/%64esk-calendar/private-token.ics")
    front.get("/desk-calendar//private-token.ics")
    for path in ("/preview/private-token/", "/preview/private-token", "/%70review/private-token/page/"):
        front.get(path)
    front.get("/PREVIEW/private-token/")
    front.client.post("/count", data={"page": EPISODE, "what": "view", "from": "private.example"})
    front.get("/accounts/invitation/private-key/")
    front.get("/accounts/password/reset/1/private-key/")
    front.get("/accounts/password/reset//1/private-key/")
    for door in ("confirm", "yours", "leave", "/leave", "%6ceave"):
        front.get(f"/newsletter/{door}/private-token/")
    front.get("/nowhere/")
    front.get("/media/ab/escape.txt")
    send_raw(front, b"NONSENSE\r\n\r\n")
    send_raw(front, b"GET /" + b"x" * 20000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")
    # Other tests asked the same server before.
    logged = read_when_it_holds(front.root / "access.log", " 414 ", since=asked_before)

    said = logged + front.server.voice.recent()
    assert EPISODE in logged
    assert "GET /preview/ 503" in logged
    assert logged.count("GET /desk-calendar/ 503") == 3
    assert "GET /accounts/invitation/ 503" in logged
    assert "GET /accounts/password/reset/ 503" in logged
    assert logged.count("GET /newsletter/ 503") == 5
    for private in ("127.0.0.1", "::1", "private", "Private"):
        assert private not in said


def send_raw(front, request: bytes) -> None:
    host, _, port = front.site.listen[0].rpartition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        assert b"400" in (answer := connection.recv(65536)) or b"414" in answer


def read_when_it_holds(log: Path, words: str, *, since: int = 0) -> str:
    deadline = time.monotonic() + 10
    while words not in (text := log.read_text()[since:]):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return text


def test_a_file_that_may_not_be_read_leaves_no_address(tmp_path):
    root = tmp_path / "hub"
    write_tree(root)
    loop = root / "public" / "pages" / "loop.css"
    loop.symlink_to(loop)
    site = make_site(root)
    server = nginx.start(site, binary=nginx.wheel_binary())
    try:
        assert httpx.get(f"http://{site.listen[0]}/loop.css").status_code == 404
        assert "127.0.0.1" not in server.voice.recent()
    finally:
        server.stop()
        shutil.rmtree(root)
