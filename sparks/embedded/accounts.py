"""Who runs Postgres, which refuses to run as root."""

import os
import pwd

from sparks.embedded.trouble import StackError

ACCOUNTS = ("postgres", "nobody")


def account() -> str | None:
    """The account that runs Postgres; None: the one we are."""
    if os.getuid() != 0:
        return None
    for name in ACCOUNTS:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise StackError(
        "Postgres does not run as root and there is no account named postgres or nobody; "
        "make one (useradd --system postgres), or run as an ordinary user."
    )
