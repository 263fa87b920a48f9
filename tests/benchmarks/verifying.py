"""`python -m tests.benchmarks verifying LIBRARY`: the check of a draft of 100 quotations, 80 exact, 15 altered and 5
that nobody said, against a library that is there (the bar is for a million speeches)."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.benchmarks.figures import Figure, report

EXACT, ALTERED, ABSENT = 80, 15, 5
BAR = 5.0
_TEXT = "SELECT text FROM speech WHERE id >= ? ORDER BY id LIMIT 1"


def sentences(library: Path, count: int, chance: random.Random) -> list[list[str]]:
    """Rows of 8 to 40 words that stand in one paragraph of a speech each."""
    found: list[list[str]] = []
    with closing(sqlite3.connect(f"{library.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        first, last = connection.execute("SELECT min(id), max(id) FROM speech").fetchone()
        while len(found) < count:
            row = connection.execute(_TEXT, (chance.randint(first, last),)).fetchone()
            said = chance.choice(row[0].split("\n")).split()
            size = chance.randint(8, 40)
            if len(said) > size and not any(sign in '“”‘"[]…' for word in said for sign in word):
                start = chance.randrange(len(said) - size)
                found.append(said[start : start + size])
    return found


def draft(library: Path, seed: int = 7) -> str:
    chance = random.Random(seed)
    rows = sentences(library, EXACT + ALTERED, chance)
    vocabulary = sorted({word for row in rows for word in row})
    for row in rows[EXACT:]:
        for place in chance.sample(range(len(row)), 1 + len(row) // 15):
            row[place] = "altered" if chance.random() < 0.5 else chance.choice(vocabulary)
    rows += [chance.choices(vocabulary, k=chance.randint(8, 30)) for _ in range(ABSENT)]
    chance.shuffle(rows)
    return "\n\n".join(f"Somebody said “{' '.join(row)}”." for row in rows)


def measure(library: Path) -> list[Figure]:
    """The whole command, from its start to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "draft.md"
        file.write_text(draft(library), encoding="utf-8")
        command = [sys.executable, "-m", "tui", "--library", str(library)]
        began = time.perf_counter()
        subprocess.run([*command, "list", "--help"], stdout=subprocess.DEVNULL, check=True)
        floor = time.perf_counter() - began
        began = time.perf_counter()
        done = subprocess.run([*command, "verify", "--json", str(file)], stdout=subprocess.PIPE, check=False)
        seconds = time.perf_counter() - began
    counts = json.loads(done.stdout)["counts"]
    right = counts["exact"] == EXACT and counts["altered"] >= ALTERED - 1
    found = f"{seconds:.2f} s"
    told = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    return [Figure("100 quotations checked", found, f"{floor:.2f} s", told, "≤ 5 s", seconds <= BAR and right)]


def main(words: Sequence[str]) -> None:
    print(report(measure(Path(words[0]))))
