"""What docker-compose.yml and the Dockerfile say, held against the checkout."""

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from sparks.checks import QUEUES
from sparks.first_secrets import make
from tests.deploy.compose import FILE, OPERATOR, ROOT, interpolate, read

COMPOSE = read()
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("sparks:")}
# Read by Python itself and by the images of others.
FOREIGN = {"TMPDIR", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE"}


def code() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "sparks").rglob("*.py"))


def mounted(service) -> list[str]:
    return [volume.split(":")[0] for volume in service.get("volumes", [])]


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_guarded(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert service["user"].split(":")[0] not in {"0", "root"}
    assert service["restart"] in {"unless-stopped", "no"}
    assert "privileged" not in service


@pytest.mark.parametrize("name", OURS)
def test_ours_run_as_nobody_in_particular(name):
    assert OURS[name]["user"] == "10001:10001"


def test_images_of_others_are_pinned_by_version_and_digest():
    images = [service["image"] for name, service in SERVICES.items() if name not in OURS]
    images += re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    for image in images:
        assert re.fullmatch(r"[\w./-]+:\d+\.\d[\w.-]*@sha256:[0-9a-f]{64}", image), image


def test_whatever_a_service_names_is_declared():
    for service in SERVICES.values():
        assert set(mounted(service)) <= set(COMPOSE["volumes"])
        assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
        assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
        assert set(service.get("depends_on", {})) <= set(SERVICES)
        assert not ("network_mode" in service and "networks" in service)


def test_whatever_is_declared_is_used():
    for kind, used in [
        ("volumes", {volume for service in SERVICES.values() for volume in mounted(service)}),
        ("secrets", {secret for service in SERVICES.values() for secret in service.get("secrets", [])}),
        ("networks", {network for service in SERVICES.values() for network in service.get("networks", [])}),
    ]:
        assert set(COMPOSE[kind]) == used


def test_a_secret_that_is_read_is_mounted():
    for name, service in SERVICES.items():
        text = str(service.get("environment", "")) + str(service.get("command", ""))
        text += str(service.get("healthcheck", ""))
        assert set(re.findall(r"/run/secrets/(\w+)", text)) == set(service.get("secrets", [])), name


def test_no_secret_stands_in_the_environment():
    for service in SERVICES.values():
        for variable in service.get("environment", {}):
            secret = re.search(r"SECRET|PASSWORD|TOKEN|DATABASE_URL|REDIS_URL|EMAIL_URL|ACCESS_KEY", variable)
            assert not secret or variable.endswith("_FILE"), variable


@pytest.mark.parametrize("name", SERVICES)
def test_every_variable_is_read_in_the_code(name):
    text = code()
    for variable in SERVICES[name].get("environment", {}):
        if variable in FOREIGN:
            continue
        read_as = variable.removesuffix("_FILE")
        assert f'"{read_as}"' in text, f"{variable} is read nowhere"
        if variable.endswith("_FILE"):
            pattern = rf'(?:secret|database|email)\(\s*"{read_as}"'
            assert re.search(pattern, text), f"{read_as} is not read as a secret"


def test_who_waits_for_health_waits_for_something_that_tells_it():
    for service in SERVICES.values():
        for other, how in service.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other]
            else:
                assert how["condition"] == "service_completed_successfully"
                assert SERVICES[other]["restart"] == "no"


def test_whatever_runs_on_tells_its_health_but_the_watcher():
    silent = {
        name
        for name, service in SERVICES.items()
        if service["restart"] != "no" and "healthcheck" not in service
    }
    assert silent == {"watch"}


def test_the_front_reaches_neither_the_database_nor_the_queue():
    front = set(SERVICES["front"]["networks"])
    assert front.isdisjoint(SERVICES["database"]["networks"])
    assert front.isdisjoint(SERVICES["queue"]["networks"])
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == SERVICES["queue"]["networks"] == ["inside"]


def test_nothing_listens_to_the_world_by_itself():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert sorted(ports) == ["127.0.0.1:8080:8080", "127.0.0.1:8333:8333"]


def test_the_front_can_write_no_page_and_bakers_can():
    assert all(volume.endswith(":ro") for volume in SERVICES["front"]["volumes"])
    for name in ("web", "publish", "pages", "watch"):
        assert "pages:/srv/pages" in SERVICES[name]["volumes"]


def test_Q11_every_queue_has_a_worker_and_every_worker_a_queue_that_exists():
    heard = [
        queue
        for service in OURS.values()
        for word in service["command"]
        if word.startswith("--queues=")
        for queue in word.removeprefix("--queues=").split(",")
    ]
    assert sorted(heard) == sorted(QUEUES)


def test_a_missing_address_is_said_so():
    with pytest.raises(KeyError, match="PUBLIC_URL is missing: the public address of the hub"):
        read({**OPERATOR, "PUBLIC_URL": ""})
    assert interpolate("$${X} ${A:-b} ${C}", {"C": "d"}) == "${X} b d"


def test_the_secrets_it_mounts_are_the_ones_that_are_made(tmp_path):
    named = {secret["file"].removeprefix("./secrets/") for secret in COMPOSE["secrets"].values()}
    assert set(make(tmp_path / "secrets")) == named
    kept = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert make(tmp_path / "secrets") == []
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == kept
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


def test_the_secrets_can_be_made_with_nothing_but_python(tmp_path):
    script = ROOT / "sparks" / "first_secrets.py"
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, tmp_path / "s"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Write your mail server into" in done.stdout


def test_the_secrets_stay_out_of_git():
    assert subprocess.run(["git", "check-ignore", "-q", "secrets/secret_key"], cwd=ROOT).returncode == 0


def copied() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_what_the_image_copies_exists_and_is_let_in():
    let_in = (ROOT / ".dockerignore").read_text().splitlines()
    assert copied()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert f"!{source}" in let_in, source


def test_every_volume_of_ours_has_a_folder_of_its_own_in_the_image():
    made = re.search(r"install -d -o sparks -g sparks (.+)", (ROOT / "Dockerfile").read_text())
    assert made
    folders = made.group(1).split()
    for service in OURS.values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[1] in folders


def test_every_import_of_the_application_is_in_the_production_lock():
    lock = (ROOT / "requirements" / "production.txt").read_text()
    locked = {_plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    owners = packages_distributions()
    missing = {
        f"{path.relative_to(ROOT)}: {package}"
        for path in _sources()
        for package in _imported(path)
        if package in owners and not {_plain(owner) for owner in owners[package]} & locked
    }
    assert missing == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _sources() -> list[Path]:
    every = [path for app in ("sparks", "series", "creators") for path in (ROOT / app).rglob("*.py")]
    return [path for path in every if "embedded" not in path.parts]


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.split(".")[0] for name in names}


def test_the_file_names_no_other_build_than_the_images_own():
    assert "latest" not in FILE.read_text()
