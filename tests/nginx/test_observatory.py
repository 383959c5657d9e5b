"""Mozilla's HTTP Observatory on the hub behind TLS, as a visitor meets it: A+, and nothing that it finds fault with.

TLS ends at an nginx before ours, as in production. The scanner asks a host's front page alone, so each kind of page
is the front page of a host of its own.
"""

import json
import os
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sparks.embedded import nginx, ports, processes
from sparks.embedded.voices import FileVoice
from tests.nginx.conftest import EPISODE, make_site, write_tree
from tests.provision import OBSERVATORY, PRELOADED

THERE = PRELOADED.exists() and shutil.which("node")
# What stands at the front page of each host.
PAGES = {"page": "/", "watch": EPISODE, "embed": "/embed/3/"}

pytestmark = pytest.mark.skipif(
    not THERE and not os.environ.get("CI"), reason="needs node and the scanner; CI always has them"
)


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """For this machine, good for an hour; nobody else's to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "tls.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "tls.key").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "tls.pem", folder / "tls.key"


def tls_before(inner: str, *, hosts: dict[int, str], folder: Path) -> str:
    """The proxy that ends TLS: one server for each port, its front page taken from that path of the hub."""
    user = f"user {nginx.user()};" if nginx.user() else ""
    temporary = "".join(
        f'{kind}_temp_path "{folder}/{kind}";'
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    servers = "".join(
        f"server {{ listen 127.0.0.1:{port} ssl; error_page 497 =301 https://$http_host$request_uri;"
        f" location = / {{ proxy_pass http://{inner}{httpx.URL(path).raw_path.decode()}; }}"
        f" location / {{ proxy_pass http://{inner}; }} }}"
        for port, path in hosts.items()
    )
    return (
        f'{user} worker_processes 1; daemon off; pid "{folder}/tls.pid"; error_log stderr emerg;'
        f"events {{ worker_connections 256; }} http {{ access_log off; server_tokens off; {temporary}"
        f'ssl_certificate "{folder}/tls.pem"; ssl_certificate_key "{folder}/tls.key";'
        f"proxy_set_header Host $http_host; {servers} }}"
    )


@pytest.fixture(scope="module")
def hosts() -> Iterator[dict[str, str]]:
    """By kind of page, the host whose front page is of that kind."""
    folder = Path(tempfile.mkdtemp(prefix="sparks-tls-"))
    write_tree(folder)
    write_certificate(folder)
    site = make_site(folder, public_url="https://localhost")
    inner = nginx.start(site)
    chosen = {ports.free_port(): path for path in PAGES.values()}
    config = folder / "tls.conf"
    config.write_text(tls_before(site.listen[0], hosts=chosen, folder=folder))
    outer = processes.start(
        [nginx.find_binary(), "-e", "stderr", "-p", folder, "-c", config], voice=FileVoice(folder / "tls.log")
    )
    while not all(map(ports.answers, chosen)):
        assert outer.poll() is None, (folder / "tls.log").read_text()
    yield dict(zip(PAGES, (f"localhost:{port}" for port in chosen), strict=True)) | {"folder": str(folder)}
    processes.stop(outer)
    inner.stop()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def verdicts(hosts) -> dict[str, dict]:
    assert THERE, "Under CI the scanner must be there: install node."
    asked = {kind: host for kind, host in hosts.items() if kind in PAGES}
    script = Path(__file__).with_name("observatory.mjs")
    run = subprocess.run(
        ["node", str(script), str(OBSERVATORY / "src" / "index.js"), *asked.values()],
        env={**os.environ, "NODE_EXTRA_CA_CERTS": f"{hosts['folder']}/tls.pem"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    return {kind: found[host] for kind, host in asked.items()}


@pytest.mark.parametrize("kind", ["page", "watch"])
def test_mozillas_scanner_gives_its_best_mark(verdicts, kind):
    verdict = verdicts[kind]
    assert verdict["scan"]["grade"] == "A+"
    faults = {name: test["result"] for name, test in verdict["tests"].items() if not test["pass"]}
    assert faults == {}
    assert verdict["tests"]["content-security-policy"]["result"].endswith("no-unsafe-default-src-none")
    assert verdict["tests"]["redirection"]["result"] == "redirection-to-https"
    assert verdict["tests"]["strict-transport-security"]["pass"]


def test_what_is_made_to_be_framed_loses_a_point_for_that_and_nothing_else(verdicts):
    tests = verdicts["embed"]["tests"]
    assert {name for name, test in tests.items() if not test["pass"]} <= {"x-frame-options"}


def test_the_cases_beyond_the_scanner_hold_behind_tls_too(hosts):
    trust = ssl.create_default_context(cafile=f"{hosts['folder']}/tls.pem")
    with httpx.Client(base_url=f"https://{hosts['page']}", verify=trust) as client:
        headers = client.get("/").headers
        assert headers["strict-transport-security"].startswith("max-age=63072000")
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "set-cookie" not in headers
        sent = client.get("/.well-known/change-password")
        assert (sent.status_code, sent.headers["location"]) == (302, "/accounts/password/")
