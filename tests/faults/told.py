"""How each matter ends: its faults and its verdict on the last lines, and its logs kept where there was one."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.faults import SEED


def told_to_all(faults: Sequence[str], told: str, *, seconds: float) -> int:
    """The exit code."""
    for sentence in faults:
        print(f"FAULT {sentence}")
    word = "KEPT" if not faults else f"BROKEN ({len(faults)})"
    print(f"{word}: {told}; {seconds:.0f} s; SEED={SEED}", flush=True)
    return 1 if faults else 0


def keep_logs(folder: Path) -> None:
    keep = Path(os.environ.get("FAULTS_LOGS") or "test-results/faults")
    keep.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-r", str(folder), str(keep / str(SEED))], check=False)
