"""The database as the migrations leave it: made once, kept in .local, copied by every run until they change.

To migrate from nothing takes as long as hundreds of tests. Test databases are copies (Django's TEST TEMPLATE) and are
migrated all the same: that finds nothing to apply, and does what follows every migrate.
"""

import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sparks.embedded.accounts import account
from sparks.embedded.home import CHECKOUT
from sparks.embedded.postgres_files import data_folder

KEPT = CHECKOUT / ".local" / "test-schema"
_IMPORTED = re.compile(r"^\s*(?:from|import) ((?:sparks|series|creators)\.[\w.]+)", re.MULTILINE)


def digest() -> str:
    """Of every migration and what of ours it imports, of the settings, and of the versions of all that is installed."""
    found = hashlib.sha256()
    for file in sorted({Path(__file__), *_made_of()}):
        found.update(f"{file.relative_to(CHECKOUT)}\0".encode() + file.read_bytes() + b"\0")
    installed = {f"{one.name} {one.version}" for one in importlib.metadata.distributions()}
    # Whose it is, too: another account could not read it.
    found.update("\n".join([*sorted(installed), str(os.getuid())]).encode())
    return found.hexdigest()[:16]


def _made_of() -> Iterator[Path]:
    yield from (CHECKOUT / "sparks" / "settings").glob("*.py")
    for app in ("sparks", "series", "creators"):
        for migration in (CHECKOUT / app).rglob("migrations/*.py"):
            yield migration
            for name in _IMPORTED.findall(migration.read_text()):
                module = CHECKOUT / name.replace(".", "/")
                yield from module.rglob("*.py") if module.is_dir() else [module.with_suffix(".py")]


def lay(folder: Path) -> bool:
    """Put the data that was kept where a server on `folder` looks for it. False: there is none that fits."""
    kept = KEPT / digest()
    if not kept.is_dir():
        return False
    _copy(kept, data_folder(folder, account()) / "data")
    return True


def keep(data: Path) -> None:
    """Keep the data of a server that has ended: whole or not at all, and in the place of what was kept before."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for earlier in KEPT.iterdir():
        shutil.rmtree(earlier, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=KEPT.parent) as unfinished:
        _copy(data, Path(unfinished) / "data")
        os.sync()
        (Path(unfinished) / "data").rename(KEPT / digest())


def _copy(source: Path, target: Path) -> None:
    # With owner and mode, which Postgres looks at.
    subprocess.run(["cp", "-Rp", source, target], check=True)
