"""Requests a second of the hub's configuration beside a bare `location` with the same file, in the same nginx build.

One nginx worker on one core, wrk on another, 32 connections; by turns, so that what else the machine does meets both.
"""

import os
import re
import shutil
import statistics
import subprocess
from pathlib import Path

from sparks.embedded import nginx, ports, processes
from sparks.embedded.voices import FileVoice
from tests.bench.results import Figure
from tests.bench.stage import Stage, stage

ROUNDS, SECONDS = 7, 5
QUICK_ROUNDS, QUICK_SECONDS = 3, 1
CONNECTIONS = 32
# What browsers send, and what asks for the page as it is.
ASKS = {"packed": "gzip, deflate, br, zstd", "plain": "identity"}


def measure(*, quick: bool) -> list[Figure]:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is not installed: install the package wrk of your system, then try again.")
    rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if quick else (ROUNDS, SECONDS)
    with stage() as one:
        path = _page(one)
        one.start("nginx")
        bare = ports.free_port()
        process = _bare(one, bare, path)
        try:
            _pin(one.running["nginx"].pid, process.pid)
            return [_compare(wrk, one, bare, path, name, rounds, seconds) for name in ASKS]
        finally:
            processes.stop(process)


def _page(one: Stage) -> str:
    """The address of a real episode's page, baked."""
    from series.addresses import own_path
    from series.models import LiveRevision
    from series.models.subject import subject_of
    from series.pages.bake import bake_marked
    from tests.bench import cast
    from tests.factories import subjects

    series = cast.hub()
    episode = subjects.make_episode(series=series)
    subjects.published(episode)
    bake_marked()
    return own_path("episode", LiveRevision.objects.get(subject=subject_of(episode)).revision.content)


def _bare(one: Stage, port: int, path: str) -> subprocess.Popen[bytes]:
    """nginx as its manual would have it: one folder, the same file under the same address, nothing added."""
    from series.pages.files import page_file

    folder = one.home / "bare"
    for ending in ("", ".br"):
        source = page_file(path)
        for name, tree in (("index.html", "plain"), ("index.html", "packed")):
            place = folder / tree / path.strip("/") / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if ending == (".br" if tree == "packed" else ""):
                shutil.copyfile(source.with_name(source.name + ending), place)
    config = folder / "nginx.conf"
    user = f"user {nginx.user()};" if nginx.user() else ""
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"{user} worker_processes 1; daemon off; pid {folder}/pid; error_log stderr emerg;"
        f"events {{ worker_connections 4096; }} http {{ access_log off; sendfile on; tcp_nopush on; {temporary}"
        f"keepalive_timeout 30s; default_type text/html;"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/plain; location / {{ }} }}"
        f"server {{ listen 127.0.0.1:{port}; server_name packed; root {folder}/packed; location / {{ }} }} }}"
    )
    process = processes.start(
        [nginx.find_binary(), "-e", "stderr", "-p", folder, "-c", config],
        voice=FileVoice(one.home / "log" / "bare.log"),
    )
    while not ports.answers(port):
        if process.poll() is not None:
            raise SystemExit((one.home / "log" / "bare.log").read_text())
    return process


def _pin(*masters: int) -> None:
    """nginx's workers to the first core; wrk is started on the second."""
    if (os.cpu_count() or 1) < 2:
        return
    for master in masters:
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        for pid in map(int, children):
            os.sched_setaffinity(pid, {min(os.sched_getaffinity(0))})


def _compare(wrk: str, one: Stage, bare: int, path: str, name: str, rounds: int, seconds: int) -> Figure:
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(
            _rate(
                wrk,
                one.home.port,
                path,
                {"Host": f"localhost:{one.home.port}", "Accept-Encoding": ASKS[name]},
                seconds,
            )
        )
        theirs.append(_rate(wrk, bare, path, {"Host": name, "Accept-Encoding": ASKS[name]}, seconds))
    rate, bare_rate = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    print(f"  {name}: {rate:,.0f} a second, bare {bare_rate:,.0f}", flush=True)
    return Figure(
        measure="hub",
        name=f"requests/s, {name}, share of a bare location's ({rate:,.0f} of {bare_rate:,.0f})",
        value=ratio,
        at_least=0.8,
    )


def _rate(wrk: str, port: int, path: str, headers: dict[str, str], seconds: int) -> float:
    core = max(os.sched_getaffinity(0))
    said = subprocess.run(
        [
            *(["taskset", "-c", str(core)] if shutil.which("taskset") else []),
            *(wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"),
            *(word for header, value in headers.items() for word in ("-H", f"{header}: {value}")),
            f"http://127.0.0.1:{port}{path}",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"wrk met errors: {said}")
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", said)[1])  # type: ignore[index]
