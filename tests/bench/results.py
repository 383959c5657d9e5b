"""Figures, their targets and their floors, as a table and as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

OUTPUT = Path(__file__).resolve().parents[2] / "bench.json"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value. `at_most` and `at_least` are promises; a figure with neither is told for its own sake."""

    measure: str
    name: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None
    # What the bare minimum of the same work takes here, in the same unit, measured in the same run.
    floor: float | None = None

    @property
    def kept(self) -> bool | None:
        if self.at_most is not None:
            return self.value <= self.at_most
        if self.at_least is not None:
            return self.value >= self.at_least
        return None


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(figures: Sequence[Figure]) -> str:
    rows = [("measure", "figure", "value", "promised", "kept", "floor", "of floor")]
    rows += [_row(figure) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _row(figure: Figure) -> tuple[str, ...]:
    promise = ""
    if figure.at_most is not None:
        promise = f"≤ {_number(figure.at_most)}"
    if figure.at_least is not None:
        promise = f"≥ {_number(figure.at_least)}"
    kept = {True: "yes", False: "NO", None: ""}[figure.kept]
    floor = "" if figure.floor is None else f"{_number(figure.floor)} {figure.unit}".strip()
    ratio = f"{figure.value / figure.floor:.2f}×" if figure.floor else ""
    return (
        figure.measure,
        figure.name,
        f"{_number(figure.value)} {figure.unit}".strip(),
        promise,
        kept,
        floor,
        ratio,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:.3g}"


def write(figures: Sequence[Figure], *, seconds: float, quick: bool) -> None:
    told = {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "load": os.getloadavg(),
        "seconds": round(seconds),
        "quick": quick,
        "figures": [{**asdict(figure), "kept": figure.kept} for figure in figures],
    }
    OUTPUT.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
