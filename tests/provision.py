"""What the tests need beyond Python: a Chromium, the HTML validator vnu, and the scanner of Mozilla's HTTP Observatory.

Run by `make test`. What is there already is left alone. Under CI=true nothing may be missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VNU_VERSION = "26.9.27"
LOCAL = Path(__file__).resolve().parents[1] / ".local"
VNU = LOCAL / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
OBSERVATORY_VERSION = "1.4.8"
OBSERVATORY = LOCAL / "observatory" / "node_modules" / "@mdn" / "mdn-http-observatory"
# Which names are on the browsers' preload list, as its installation would fetch it from elsewhere: a new hub is not.
PRELOADED = OBSERVATORY / "conf" / "hsts-preload.json"
LIGHTHOUSE_VERSION = "12.8.2"
LIGHTHOUSE = LOCAL / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"


def succeeds(*command: str) -> bool:
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


def playwrights_own() -> bool:
    """Whether Playwright has a Chromium of its own that it can find."""
    code = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return found.returncode == 0 and Path(found.stdout.strip()).exists()


def browser() -> str | None:
    """Why there is no Chromium, or None when there is one."""
    if any(map(shutil.which, BROWSERS)) or playwrights_own():
        return None
    if os.getuid() == 0 and shutil.which("apt-get"):
        quiet = ("apt-get", "-qq", "-y", "-o", "Dpkg::Use-Pty=0")
        if succeeds(*quiet, "update") and succeeds(*quiet, "install", "chromium"):
            return None
    if succeeds(sys.executable, "-m", "playwright", "install", "chromium"):
        return None
    return "There is no Chromium: install the package chromium of your system, then try again."


def validator() -> str | None:
    """Why there is no vnu, or None when there is one."""
    if VNU.exists() and shutil.which("java"):
        return None
    for needed in ("java", "npm"):
        if not shutil.which(needed):
            return f"The HTML validator vnu needs {needed}: install it, or its tests are left to CI."
    return installed("vnu", f"vnu-jar@{VNU_VERSION}")


def observatory() -> str | None:
    """Why there is no scanner, or None when there is one."""
    if PRELOADED.exists() and shutil.which("node"):
        return None
    if not shutil.which("npm"):
        return "The scanner of the HTTP Observatory needs npm: install it, or its test is left to CI."
    # Without the scripts of its installation, which ask hosts beyond the registry.
    wanted = f"@mdn/mdn-http-observatory@{OBSERVATORY_VERSION}"
    if trouble := installed("observatory", wanted, "--ignore-scripts"):
        return trouble
    PRELOADED.write_text("{}")
    return None


def lighthouse() -> str | None:
    """Why there is no Lighthouse, or None when there is one. For `make bench` alone."""
    if LIGHTHOUSE.exists() and shutil.which("node"):
        return None
    if not shutil.which("npm"):
        return "Lighthouse needs npm: install it, then try again."
    return installed("lighthouse", f"lighthouse@{LIGHTHOUSE_VERSION}")


def installed(folder: str, wanted: str, *options: str) -> str | None:
    """Why npm could not install it, or None when it is there."""
    place = LOCAL / folder
    place.mkdir(parents=True, exist_ok=True)
    command = (
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        *options,
        "--prefix",
        str(place),
        wanted,
    )
    if succeeds(*command):
        return None
    return f"npm could not install {wanted}: see its words above."


def main() -> int:
    missing = [sentence for sentence in (browser(), validator(), observatory()) if sentence]
    for sentence in missing:
        print(sentence, file=sys.stderr)
    return 1 if missing and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
