"""Runs the matters one after another, each in a process of its own."""

import importlib
import os
import subprocess
import sys

from sparks.embedded.home import CHECKOUT
from tests.faults import SEED

MATTERS = ("newsletter", "storm")


def main(asked: list[str]) -> int:
    unknown = set(asked) - set(MATTERS)
    if unknown:
        sys.exit(f"There is no matter {', '.join(sorted(unknown))}. There are: {', '.join(MATTERS)}.")
    if len(asked) == 1:
        return int(importlib.import_module(f"tests.faults.{asked[0]}").main())
    broken = [name for name in asked or MATTERS if _alone(name)]
    return 1 if broken else 0


def _alone(name: str) -> int:
    command = [sys.executable, "-m", "tests.faults", name]
    return subprocess.run(command, cwd=CHECKOUT, env=os.environ | {"SEED": str(SEED)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
