"""The management commands that run before the parts start, in one process: loading Django takes seconds.

Run as `python -m sparks.embedded.steps FOLDER` with the stack's environment. A second time changes nothing
and makes no second demonstration.
"""

import io
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError

from sparks.embedded.home import DESCRIPTION

FULL = "No space left on device"
# Beside the database: who removes that, wants a new demonstration.
MADE = Path("postgres", "demo-made")


def main(home: Path) -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not (home / MADE).exists():
        call_command("demo")
        (home / MADE).touch()
    call_command("pages", "bake", stdout=io.StringIO())
    with (home / "run" / DESCRIPTION).open("w") as description:
        call_command("demo", describe=True, stdout=description)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (OSError, DatabaseError) as error:
        if FULL not in str(error):
            raise
        sys.exit(FULL)
