"""Folders that the parts need: short enough for sockets, reachable for the user who runs the part."""

import hashlib
import os
import pwd
import subprocess
import tempfile
from pathlib import Path

from sparks.embedded.accounts import account
from sparks.embedded.trouble import StackError

# The kernel takes 107 bytes; Postgres adds ".lock" to the socket's name.
LONGEST_SOCKET = 107 - len(".lock")
LONGEST_NAME = ".s.PGSQL.5432"


def mark(folder: Path) -> str:
    """A short name for a folder, the same each time, for what has to live elsewhere on its behalf."""
    return hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]


def socket_folder(home: Path) -> Path:
    """The folder for the sockets of the stack in `home`: within it, unless that path is too long."""
    inside = home.resolve() / "run"
    if len(os.fsencode(inside / LONGEST_NAME)) <= LONGEST_SOCKET:
        inside.mkdir(mode=0o700, parents=True, exist_ok=True)
        return inside
    # Root's own folder is no place for the account that runs Postgres.
    own = os.environ.get("XDG_RUNTIME_DIR") if os.getuid() else None
    short = Path(own or "/tmp")  # noqa: S108 - own_folder checks the owner
    return own_folder(short / f"sparks-{os.getuid()}-{mark(home)}")


def own_folder(path: Path) -> Path:
    """Make `path` ours and private. It may lie in /tmp, where a stranger could have been first."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = account()
    ours = {os.getuid(), pwd.getpwnam(name).pw_uid if name else os.getuid()}
    if path.is_symlink() or path.stat().st_uid not in ours:
        raise StackError(f"{path} belongs to somebody else; remove it, or set SPARKS_HOME to a shorter path.")
    path.chmod(0o700)
    return path


def shared_ground() -> Path:
    """Where root puts what another user must reach when the checkout lies in a private home."""
    for ground in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108 - only root writes below
        if os.access(ground, os.W_OK):
            return ground / "sparks"
    return Path(tempfile.gettempdir()) / "sparks"


def reachable(path: Path, *, user: str, test: str = "-x") -> bool:
    """Whether `user` gets at `path`: tried as that user, since modes alone do not tell (ACLs, mounts)."""
    result = subprocess.run(["test", test, str(path)], user=user, extra_groups=[], check=False, cwd="/")
    return result.returncode == 0
