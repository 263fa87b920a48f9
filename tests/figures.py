"""What a run did, counted: docs/trust.md is written from it (`pytest --write-figures`, see conftest)."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import sqlite3
from pathlib import Path

FOLDER = "DISPATCHBOX_FIGURES"
"""Names the folder where the counts of each process are left; without it nothing is counted."""


def count(what: str, number: int = 1) -> None:
    """So many of something were done, and none of them went wrong."""
    if folder := os.environ.get(FOLDER):
        with (Path(folder) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps([what, number]) + "\n")


def counted(folder: Path) -> dict[str, int]:
    """The sums of all processes."""
    sums: dict[str, int] = {}
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            what, number = json.loads(line)
            sums[what] = sums.get(what, 0) + number
    return sums


PAGE = Path(__file__).parent.parent / "docs" / "trust.md"
TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.S)


def write(sums: dict[str, int], kind: str) -> None:
    """Put the figures of a run without a failure into docs/trust.md."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    where = f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    rows = [f"| {what} | {number:,} | 0 |" for what, number in sorted(sums.items())]
    lines = [f"Run of {today} ({kind}; {where}).", "", "| what | how many | went wrong |", "|---|---:|---:|", *rows, ""]
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda found: found[1] + "\n".join(lines) + found[2], text), encoding="utf-8")
