"""Rows as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins with one of these is a formula to some spreadsheet; spaces before it change nothing."""


def safe(cell: str) -> str:
    """A cell that a spreadsheet takes for words: an apostrophe stands before what it would take for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """RFC 4180, lines ended by a line feed; every cell is `safe`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow(map(safe, row))
    return out.getvalue()
