"""`python3 sparks/first_secrets.py [FOLDER]` makes the secrets that docker-compose.yml mounts.

Each is made once: a file that is there stays as it is. Needs nothing but Python. The folder is for its owner
alone; the files within can be read by all, for in a container they are read by another user.
"""

import json
import secrets
import sys
from pathlib import Path


def make(folder: Path) -> list[str]:
    """Write the files that are missing; return their names."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = {path.name for path in folder.iterdir()}
    database = _once(folder / "postgres_password", secrets.token_urlsafe(32))
    _once(folder / "database_url", f"postgresql://sparks:{database}@database/sparks")
    queue = _once(folder / "redis_password", secrets.token_urlsafe(32))
    _once(folder / "redis_url", f"redis://:{queue}@queue:6379/0")
    _once(folder / "secret_key", secrets.token_urlsafe(64))
    key = _once(folder / "s3_access_key_id", secrets.token_hex(10))
    secret = _once(folder / "s3_secret_access_key", secrets.token_urlsafe(32))
    _once(folder / "s3_identities", json.dumps(_identities(key, secret), indent=1))
    _once(folder / "email_url", "smtp://mail.invalid:25")
    _once(folder / "cdn_purge_token", "")
    return sorted({path.name for path in folder.iterdir()} - before)


def _once(path: Path, value: str) -> str:
    if not path.exists():
        path.write_text(value, encoding="utf-8")
        path.chmod(0o644)
    return path.read_text(encoding="utf-8")


def _identities(key: str, secret: str) -> dict[str, object]:
    """We may do everything; the world may read the public bucket, and not list it."""
    owner = {
        "name": "sparks",
        "credentials": [{"accessKey": key, "secretKey": secret}],
        "actions": ["Admin", "Read", "Write", "List", "Tagging"],
    }
    return {"identities": [owner, {"name": "anonymous", "actions": ["Read:public"]}]}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "secrets"
    made = make(target)
    sys.stdout.write(f"Made in {target}: {', '.join(made) or 'nothing, all were there'}.\n")
    if "email_url" in made:
        sys.stdout.write(
            f"Write your mail server into {target / 'email_url'}: smtp://user:password@host:port\n"
        )
