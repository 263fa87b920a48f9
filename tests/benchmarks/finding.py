"""Finding in a million speeches: `python -m tests.benchmarks.finding [LIBRARY] [--small FILE] [--shelf FILE]`.

Without a library it makes one with the corpus maker and `dispatchbox import`, some minutes long, with notes on it; the
small one holds the first 10,000 speeches of the same, the third 100,000 debates. Every figure is measured in one run,
with raw SQLite on the same file or a bare Textual as the floor; the log of 200 queries is drawn with one seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time

from store.library import Library
from store.search import Phrase, Query, parse
from store.sentences import sentences
from tests.benchmarks.corpus import write
from tests.benchmarks.figures import Figure, milliseconds, percentile, report
from tests.benchmarks.finding_log import annotate, log
from tests.benchmarks.words import FORMS

SPEECHES, SMALL = 1_000_000, 10_000
SHARE = 0.82
"""Of the words of a sitting: 120 million words in a million speeches."""
TODAY = dt.date(2002, 1, 1)
PAGE = 40
RARE = 400
"""Hits of a phrase that is rare although its words are common."""
RANKED = ("gil", "jan lit", "sus")


def timed(act: Callable[[], object]) -> float:
    """Seconds of this thread's processor, so that what else runs on the machine does not count."""
    start = process_time()
    act()
    return process_time() - start


def waited(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def measure(path: Path) -> list[Figure]:
    """Every figure of one library that needs no screen."""
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw,
        Library.open(path, read_only=True) as library,
    ):
        asked = [found for text in log() if isinstance(found := parse(text, TODAY), Query)]
        cold = [waited(lambda query=query: library.search(query, limit=PAGE)) for query in asked]  # type: ignore[misc]
        pages = _each(asked, lambda query: library.search(query, limit=PAGE))
        counts = _each(asked, library.count)
        exactly = _each(asked, library.count_exactly, times=1)
        about = sum(not library.count(query)[1] for query in asked)
        facets = _each(asked, library.facets, times=1)
        rare = [
            page for query, page in zip(asked, pages, strict=True)
            if isinstance(query.tree, Phrase) and library.count_exactly(query) <= RARE
        ]  # fmt: skip
        others = [
            page for query, page in zip(asked, pages, strict=True)
            if not (isinstance(query.tree, Phrase) and " " in query.tree.text)
        ]  # fmt: skip
        words = [f'text : "{query.text}"' for query in asked if query.text.isalpha()]
        for what, times in (("first pages", pages), ("exact counts", exactly), ("facets", facets)):
            print(f"slowest {what}: {_slowest(times, asked)}")
        said = [timed(lambda text=text: library.said_before(text)) for text in _sentences(raw)]  # type: ignore[misc]
        return [
            _under("first page, newest first", pages, _raw(raw, NEWEST, words), 0.020),
            _under("the same but phrases", others, None, 0.020),
            _under("first page of a rare phrase", rare, None, 0.250),
            _under("each query the first time, waited", cold, None, None),
            _under(f"count, of {about} an “about”", counts, _raw(raw, COUNT, words), 0.050),
            _under("the same, every one exact", exactly, None, 0.050),
            _under("facets", facets, None, 0.500),
            _relevance(raw, library),
            _under("said before, a sentence", said, None, 0.200),
            _size(raw, path),
        ]


NEWEST = f"SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rowid DESC LIMIT {PAGE}"
COUNT = "SELECT count(*) FROM speech_fts WHERE speech_fts MATCH ?"


def _each(asked: Sequence[Query], verb: Callable[[Query], object], times: int = 2) -> list[float]:
    """The quickest of so many of each: what else the machine does makes slower, never quicker."""
    return [min(timed(lambda: verb(query)) for _ in range(times)) for query in asked]  # noqa: B023 - called at once


def _raw(raw: sqlite3.Connection, sql: str, matches: Iterable[str]) -> list[float]:
    return [timed(lambda text=text: raw.execute(sql, (text,)).fetchall()) for text in matches]  # type: ignore[misc]


def _slowest(times: Sequence[float], asked: Sequence[Query]) -> str:
    slow = sorted(zip(times, asked, strict=True), key=lambda each: -each[0])[:8]
    return "; ".join(f"{query.text} {seconds * 1000:.0f} ms" for seconds, query in slow)


def _sentences(raw: sqlite3.Connection) -> list[str]:
    rows = raw.execute("SELECT text FROM speech WHERE id % 997 = 5 AND length(text) > 400 LIMIT 40")
    return [max((text[a:b] for a, b in sentences(text)), key=len)[:250] for (text,) in rows]


def _under(what: str, found: list[float], floor: list[float] | None, most: float | None) -> Figure:
    p95 = percentile(found, 0.95)
    told = "" if floor is None else f"{p95 / percentile(floor, 0.95):.1f} ×"
    bar, reached = (f"p95 ≤ {most * 1000:.0f} ms", p95 <= most) if most else ("", None)
    return Figure(what, milliseconds(found), milliseconds(floor) if floor else "", told, bar, reached)


def _relevance(raw: sqlite3.Connection, library: Library) -> Figure:
    """Our ranking against raw FTS5's of the same match, by turns, the fastest of three each."""
    ours: list[float] = []
    theirs: list[float] = []
    sql = f"SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rank LIMIT {PAGE}"
    for query in [q for text in RANKED if isinstance(q := parse(text, TODAY), Query)]:
        match = " AND ".join(f'text : "{word}"' for word in query.text.split())
        ours.append(min(timed(lambda q=query: library.search(q, limit=PAGE, order="relevance")) for _ in range(3)))  # type: ignore[misc]
        theirs.append(min(timed(lambda m=match: raw.execute(sql, (m,)).fetchall()) for _ in range(3)))  # type: ignore[misc]
    ratio = sum(ours) / sum(theirs)
    return Figure("relevance", milliseconds(ours), milliseconds(theirs), f"{ratio:.2f} ×", "≤ 1.2 ×", ratio <= 1.2)


def _size(raw: sqlite3.Connection, path: Path) -> Figure:
    (text,) = raw.execute("SELECT sum(length(CAST(text AS BLOB))) FROM speech").fetchone()
    size = path.stat().st_size
    told = f"{size / text:.2f} ×"
    return Figure(
        "library on disk", f"{size / 1e6:,.0f} MB", f"{text / 1e6:,.0f} MB of text", told, "≤ 2.6 ×", size <= 2.6 * text
    )


def make(path: Path, speeches: int = SPEECHES) -> None:
    """A library of the corpus, by the program's own import."""
    with tempfile.TemporaryDirectory(prefix="dispatchbox-corpus-") as folder:
        write(Path(folder), speeches, share=SHARE)
        command = [sys.executable, "-m", "tui", "--library", str(path), "import", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    annotate(path)


def main() -> None:
    from tests.benchmarks import finding_screen

    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.finding", description=__doc__)
    parser.add_argument("library", type=Path, nargs="?")
    parser.add_argument("--small", type=Path)
    parser.add_argument("--shelf", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dispatchbox-million-") as folder:
        given = (asked.library, asked.small, asked.shelf)
        million, small, shelf = (
            file or Path(folder) / name
            for file, name in zip(given, ("million.db", "small.db", "shelf.db"), strict=True)
        )
        for path, speeches in ((million, SPEECHES), (small, SMALL)):
            if not path.exists():
                print(f"making {speeches:,} speeches …", flush=True)
                make(path, speeches)
        if not shelf.exists():
            print(f"making {finding_screen.DEBATES:,} debates …", flush=True)
            finding_screen.make_shelf(shelf)
        print(f"{FORMS:,} forms of words, {len(log())} queries")
        print(report([*measure(million), *finding_screen.measure(million, small, shelf)]))


if __name__ == "__main__":
    main()
