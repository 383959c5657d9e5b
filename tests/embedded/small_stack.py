"""The supervisor with two real stores and two programs, for tests that kill things: up in a second or two."""

import sys
from collections.abc import Mapping

from sparks.embedded import stack
from sparks.embedded.__main__ import main
from sparks.embedded.home import Home
from sparks.embedded.parts import Part, program
from sparks.embedded.supervisor import Supervisor

# Two processes: a parent that does not pass its death on, as a worker's pool is.
FAMILY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"


def prepare(_supervisor: Supervisor, home: Home, _env: Mapping[str, str]) -> None:
    (home / "run" / "demo.txt").write_text("staff login: chief / secret\n")


def parts(_home: Home, env: Mapping[str, str]) -> list[Part]:
    return [
        program("family", [sys.executable, "-c", FAMILY], env),
        program("sleeper", ["sleep", "601"], env),
    ]


if __name__ == "__main__":
    stack.preparations.prepare = prepare
    stack.application_parts = parts
    sys.argv[1:] = ["run"]
    sys.exit(main())
