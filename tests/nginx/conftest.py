"""A made-up public tree behind each nginx there is: the wheel's always, the system's when it is installed."""

import gzip
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import httpx
import pytest

from sparks.embedded import nginx, ports
from sparks.nginx.site import Site

EPISODE = "/country/3-soap/"
ARABIC = "/country/4-صابون/"
FILES = {
    "pages/index.html": "the home page",
    "pages/country/index.html": "the series",
    f"pages{EPISODE}index.html": "the episode",
    f"pages{ARABIC}index.html": "the episode in Arabic letters",
    "pages/es/country/3-soap/index.html": "el episodio",
    "pages/country/5-gone/index.html": "a page that a late bake brought back",
    "pages/people/7-eleven/index.html": "a person whose name begins with a number",
    "pages/embed/3/index.html": "the embedded episode",
    "pages/embed/5/index.html": "an embedded episode that came back",
    "pages/plain/index.html": "a page without siblings",
    "pages/feed.xml": "<rss>the feed</rss>",
    "pages/feed.json": "{}",
    "pages/country/feed.xml": "<rss>came back</rss>",
    "pages/sitemap.xml": "<urlset/>",
    "pages/calendar.ics": "BEGIN:VCALENDAR",
    "pages/robots.txt": "User-agent: *",
    "pages/api/episodes.json": "[]",
    "pages/look.css": "a { color: red }",
    "pages/.secret/index.html": "hidden",
    "pages/country/.index.html.123.tmp": "half a page",
    "notices/country/5-gone/index.html": "withdrawn, and why",
    "notices/embed/5/index.html": "withdrawn from frames",
    "notices/country/feed.xml": "Gone. With reason.",
    "errors/404.html": "the baked 404",
    "errors/410.html": "the baked 410",
    "errors/503.html": "the baked 503",
}
UNPACKED = {"pages/plain/index.html"}


def binaries() -> list[Path]:
    system = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or os.environ.get("SYSTEM_NGINX")
    return [nginx.wheel_binary(), *([Path(system)] if system else [])]


@dataclass(frozen=True)
class Front:
    site: Site
    server: nginx.Server
    client: httpx.Client
    root: Path

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Without a wish for packing unless the headers say so. `accept_encoding` becomes Accept-Encoding."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(path, headers={"accept-encoding": "identity", **named})


def write_tree(root: Path) -> None:
    for name, text in FILES.items():
        file = root / "public" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        if name not in UNPACKED:
            file.with_name(f"{file.name}.br").write_bytes(brotli.compress(text.encode()))
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(text.encode()))
    for name, body in {
        "static/css/hub.0123.css": b"p { margin: 0 }",
        "static/img/dial.svg": b"<svg/>",
        "media/ab/film.mp4": bytes(range(256)) * 8,
        "media/ab/captions.vtt": b"WEBVTT",
        "media/ab/thing.xyz": b"who knows",
        "media/.hidden": b"hidden",
        "outside.txt": b"not public",
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    (root / "media" / "ab" / "escape.txt").symlink_to(root / "outside.txt")


def make_site(root: Path, **changes: object) -> Site:
    port = ports.free_port()
    values = {
        "public_url": f"http://localhost:{port}",
        "listen": nginx.addresses(port),
        "upstream": f"unix:{root}/web.sock",
        "pages_root": root / "public",
        "static_root": root / "static",
        "run_folder": root / "run",
        "public_media_root": root / "media",
        "access_log": str(root / "access.log"),
        "user": nginx.user(),
        "workers": "1",
    }
    return Site(**{**values, **changes})


@pytest.fixture(scope="session", params=binaries(), ids=lambda path: path.parent.name)
def front(request: pytest.FixtureRequest) -> Iterator[Front]:
    # Blanks and accents, as a home folder may have them.
    root = Path(tempfile.mkdtemp(prefix="sparks nginx é "))
    write_tree(root)
    site = make_site(root)
    server = nginx.start(site, binary=request.param)
    with httpx.Client(base_url=f"http://{site.listen[0]}") as client:
        yield Front(site, server, client, root)
    server.stop()
    shutil.rmtree(root)
