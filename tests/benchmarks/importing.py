"""How fast days of the corpus come in, against the least that any importer of them does, and in how much memory.

    python -m tests.benchmarks importing [--speeches 120000] [--runs 3] [--million]

The floor parses with lxml's iterparse, writes the same tables by executemany with one commit a file, and fills the
index once at the end: no sanitising, no identity, no threading. Both run in processes of their own, in turn.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from store.folding import fold
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.queries import importing
from store.schema import settings
from tests.benchmarks import corpus
from tests.benchmarks.figures import Figure, report

NOW: Final = "2031-05-06T10:00:00Z"
RATE: Final = 0.7
"""Share of the floor's rate that must be reached."""
MEMORY: Final = 250
"""Megabytes that an import may take, however long it is."""
LINEAR: Final = 1.25
"""Time a speech at a million by that at the smaller size: the index merges its parts once more for each power of four,
and two cores are noisy."""
MILLION: Final = 1_000_000
FILL: Final = "INSERT INTO speech_fts (speech_fts) VALUES ('rebuild')"
HEADINGS: Final = ("oral-heading", "major-heading", "minor-heading")


def ours(folder: Path, library: Path) -> int:
    """Import as the program does."""
    with Library.open(library) as opened:
        return sum(found.speeches for found in bring_in(opened, [str(folder)], Options(dt.date(2031, 5, 6)), now=NOW))


def floor(folder: Path, library: Path) -> int:
    """Import as simply as can be."""
    Library.open(library).close()
    connection = sqlite3.connect(library, isolation_level=None)
    settings.make_safe(connection)
    day = _Day(connection)
    speeches = sum(day.take(file) for file in sorted(folder.glob("*.xml")))
    connection.execute(settings.BEGIN)
    connection.execute(FILL)
    connection.execute(settings.COMMIT)
    connection.close()
    return speeches


class _Day:
    """Writes one file after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reason = connection.execute(importing.ADD_REASON, ("",)).lastrowid
        self._speakers: dict[tuple[str, ...], int | None] = {}

    def take(self, file: Path) -> int:
        """One file in one transaction; how many speeches it held."""
        run = self._connection.execute
        run(settings.BEGIN)
        source = run(importing.ADD_SOURCE, (file.name, "XML", file.stem, "", "")).lastrowid
        date = dt.date.fromisoformat(file.stem[-11:-1])
        day = date.year * 10000 + date.month * 100 + date.day
        debates: list[dict[str, Any]] = []
        speeches: list[tuple[Any, ...]] = []
        placings: list[tuple[int, int, int]] = []
        for element in _elements(file):
            if element.tag in HEADINGS:
                number = day * 10**4 + len(debates) + 1
                debates.append(_debate(number, element.get("id"), (element.text or "").strip(), date, source))
            else:
                number, home = day * 10**6 + len(speeches) + 1, debates[-1]["id"]
                speeches.append(self._speech(element, number, home))
                placings.append((home, len(placings), number))
        self._connection.executemany(importing.ADD_DEBATE, debates)
        self._connection.executemany(importing.ADD_SPEECH, speeches)
        self._connection.executemany(importing.ADD_PLACING, placings)
        run(settings.COMMIT)
        return sum(row[7] is not None for row in speeches)

    def _speech(self, element: etree._Element, number: int, home: int) -> tuple[Any, ...]:
        text = "\n".join(" ".join("".join(child.itertext()).split()) for child in element)
        kind = element.get("type") or ("" if element.tag == "speech" else None)
        rest = (kind, 0, "", self._reason, number, None, element.get("url") or "", text)
        name = element.get("speakername") or ""
        who = self._speaker((name, name, "", "", "", element.get("person_id") or "")) if name else None
        return number, home, element.get("id"), "speech", who, element.get("colnum"), element.get("time"), *rest

    def _speaker(self, who: tuple[str, ...]) -> int | None:
        if who not in self._speakers:
            self._speakers[who] = self._connection.execute(importing.ADD_SPEAKER, who).lastrowid
        return self._speakers[who]


def _elements(file: Path) -> Iterator[etree._Element]:
    for _, element in etree.iterparse(str(file), tag=(*HEADINGS, "speech", "division")):
        yield element
        element.clear()


def _debate(number: int, key: str | None, title: str, date: dt.date, source: int | None) -> dict[str, Any]:
    texts = dict.fromkeys(("url", "committee", "session", "warning", "section"), "")
    counts = dict.fromkeys(("speeches", "exchanges", "speakers", "characters", "digest", "rules"), 0)
    named = {"id": number, "key": key, "title": title, "date": date.isoformat(), "house": "commons", "source": source}
    rest = {"parents": "[]", "people": "[]", "volume": None, "time": None, "excerpt": "full", "added": NOW}
    return texts | counts | named | rest | {"words": fold(title)}


def _timed(way: str, folder: Path, library: Path) -> dict[str, float]:
    """Seconds, speeches and megabytes of one import in a process of its own."""
    words = [sys.executable, "-m", __name__, way, str(folder), str(library)]
    found: dict[str, float] = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout)
    library.unlink()
    for beside in library.parent.glob(f"{library.name}-*"):
        beside.unlink()
    return found


def _child(way: str, folder: Path, library: Path) -> None:
    begun = time.perf_counter()
    speeches = {"ours": ours, "floor": floor}[way](folder, library)
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"seconds": taken, "speeches": speeches, "megabytes": peak / 2**20}))


def figures(speeches: int, runs: int, *, million: bool) -> Iterator[Figure]:
    """Rate and memory, and where asked how both grow."""
    with tempfile.TemporaryDirectory(prefix="dispatchbox-import-") as work:
        folder, library = Path(work) / "days", Path(work) / "library.db"
        corpus.write(folder, speeches)
        pairs = [(_timed("ours", folder, library), _timed("floor", folder, library)) for _ in range(runs)]
        here = min(mine["seconds"] for mine, _ in pairs) / speeches
        least = min(floor["seconds"] for _, floor in pairs) / speeches
        ratio = statistics.median(floor["seconds"] / mine["seconds"] for mine, floor in pairs)
        told = f"{ratio:.2f} of its rate"
        rates = (f"{1 / here:,.0f} a second", f"{1 / least:,.0f} a second")
        yield Figure(f"import of {speeches:,} speeches", *rates, told, f">= {RATE}", ratio >= RATE)
        yield _memory(speeches, max(mine["megabytes"] for mine, _ in pairs))
        if million:
            corpus.write(folder, MILLION)
            found = _timed("ours", folder, library)
            growth = found["seconds"] / MILLION / here
            rate = f"{MILLION / found['seconds']:,.0f} a second"
            told = f"{growth:.2f} of the time a speech"
            yield Figure(f"import of {MILLION:,} speeches", rate, rates[0], told, f"<= {LINEAR}", growth <= LINEAR)
            yield _memory(MILLION, found["megabytes"])


def _memory(speeches: int, peak: float) -> Figure:
    return Figure(f"memory at {speeches:,}", f"{peak:.0f} MB", "", "", f"<= {MEMORY} MB", peak <= MEMORY)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks importing", description=__doc__)
    parser.add_argument("--speeches", type=int, default=120_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--million", action="store_true")
    asked = parser.parse_args(words)
    print(report(list(figures(asked.speeches, asked.runs, million=asked.million))))


if __name__ == "__main__":
    _child(sys.argv[1], *map(Path, sys.argv[2:]))
