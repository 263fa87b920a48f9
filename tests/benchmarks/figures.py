"""Times and bytes as ratios to a floor, and whether they reach what the project asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which so much of the values lies, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    what: str
    found: str
    floor: str
    told: str
    """The ratio or the difference."""
    bar: str
    """What must be reached."""
    reached: bool | None
    """None where nothing is asked."""


def milliseconds(values: Sequence[float]) -> str:
    """`p50 4.4  p95 7.5 ms`."""
    return f"p50 {percentile(values, 0.5) * 1000:.1f}  p95 {percentile(values, 0.95) * 1000:.1f} ms"


def report(figures: Sequence[Figure]) -> str:
    """The lines as a table."""
    rows = [("what", "found", "floor", "told", "asked", "")]
    marks = {True: "reached", False: "MISSED", None: ""}
    rows += [(line.what, line.found, line.floor, line.told, line.bar, marks[line.reached]) for line in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    return "\n".join(
        "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows
    )
