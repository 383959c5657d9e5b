"""What the tests need beyond Python: a Chromium and, where there is Java, the HTML validator vnu.

Run by `make test`. What is there already is left alone. Under CI=true nothing may be missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VNU_VERSION = "26.9.27"
TOOLS = Path(__file__).resolve().parents[1] / ".local" / "vnu"
VNU = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


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
    TOOLS.mkdir(parents=True, exist_ok=True)
    wanted = f"vnu-jar@{VNU_VERSION}"
    if succeeds("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS), wanted):
        return None
    return f"npm could not install {wanted}: see its words above."


def main() -> int:
    missing = [sentence for sentence in (browser(), validator()) if sentence]
    for sentence in missing:
        print(sentence, file=sys.stderr)
    return 1 if missing and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
