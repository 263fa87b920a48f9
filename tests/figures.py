"""What a run did, counted: docs/trust.md is written from it (`pytest --write-figures`, see conftest)."""

from __future__ import annotations

import json
import os
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
