"""Finding in a million speeches: `python -m tests.benchmarks.finding [LIBRARY]`.

Without a library it makes one with the corpus maker and `dispatchbox import`, which takes some minutes. Every figure is
measured in one run on one file, with raw SQLite on it as the floor; the log of 200 queries is drawn with one seed.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter

from store.library import Library
from store.search import Phrase, Query, parse
from store.sentences import sentences
from tests.benchmarks.corpus import House, write
from tests.benchmarks.figures import Figure, milliseconds, percentile, report
from tests.benchmarks.words import FORMS

SPEECHES = 1_000_000
SHARE = 0.82
"""Of the words of a sitting: 120 million words in a million speeches."""
TODAY = dt.date(2010, 1, 1)


def log(seed: int = 7) -> list[str]:
    """Two hundred queries: words common and rare, phrases, operators, and every field that the corpus fills."""
    house, chance = House(1), Random(seed)
    forms = [form for form in house.words.forms if form.isascii() and form.isalpha()]

    def word() -> str:
        return forms[min(len(forms) - 1, int(len(forms) ** chance.random()))]

    def rare() -> str:
        return forms[chance.randrange(len(forms) // 10, len(forms))]

    def name() -> str:
        return chance.choice(house.members).name

    year = lambda: chance.randrange(1991, 2004)  # noqa: E731 - a name for a draw
    kinds: list[Callable[[], str]] = [
        word,
        word,
        rare,
        lambda: f"{word()} {word()}",
        lambda: f"{word()} {word()} {rare()}",
        lambda: f'"{word()} {word()}"',
        lambda: f'"{forms[chance.randrange(30)]} {forms[chance.randrange(30)]} {forms[chance.randrange(30)]}"',
        lambda: f"{word()} OR {rare()}",
        lambda: f"{word()} -{word()}",
        lambda: f"{word()} NEAR/5 {word()}",
        lambda: f"{rare()[:5]}* {word()}",
        lambda: f'speaker:"{name()}" {word()}',
        lambda: f'speaker:"{name()}"',
        lambda: f"kind:question {word()}",
        lambda: f"{word()} date:{year()}",
        lambda: f"{rare()} date:{year()}-01..{year()}-06",
        lambda: f"title:{word()} {word()}",
        lambda: f'asked-by:"{name()}" {word()}',
        lambda: f"house:commons {word()} -kind:answer",
        lambda: f"(is:unread {word()}) column:{chance.randrange(1, 90)}",
    ]
    return [kinds[place % len(kinds)]() for place in range(200)]


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def measure(path: Path) -> list[Figure]:
    """Every figure of one library."""
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw,
        Library.open(path, read_only=True) as library,
    ):
        asked = [found for text in log() if isinstance(found := parse(text, TODAY), Query)]
        library.search(asked[0])
        pages = [timed(lambda query=query: library.search(query, limit=40)) for query in asked]  # type: ignore[misc]
        counts = [timed(lambda query=query: library.count(query)) for query in asked]  # type: ignore[misc]
        facets = [timed(lambda query=query: library.facets(query)) for query in asked[::10]]  # type: ignore[misc]
        floor = "SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rowid DESC LIMIT 40"
        plain = [timed(lambda text=text: raw.execute(floor, (text,)).fetchall()) for text in _words(asked)]  # type: ignore[misc]
        phrases = [each for each, query in zip(pages, asked, strict=True) if isinstance(query.tree, Phrase)]
        pages = [each for each, query in zip(pages, asked, strict=True) if not isinstance(query.tree, Phrase)]
        slow = sorted(zip(counts, asked, strict=True), key=lambda each: -each[0])[:8]
        print("slowest counts: " + "; ".join(f"{query.text} {seconds * 1000:.0f} ms" for seconds, query in slow))
        worst = sorted(
            zip(pages, [q for q in asked if not isinstance(q.tree, Phrase)], strict=True), key=lambda each: -each[0]
        )[:5]
        said = [timed(lambda text=text: library.said_before(text)) for text in _sentences(raw)]  # type: ignore[misc]
        figures = [
            _under("first page, newest first", pages, plain, 0.020),
            _under("first page of a phrase", phrases, None, 0.250),
            _under("count", counts, None, 0.050),
            _under("facets", facets, None, 0.500),
            _relevance(raw, library),
            _under("said before, a sentence", said, None, 0.200),
            _size(raw, path),
        ]
    print("slowest pages: " + "; ".join(f"{query.text} {seconds * 1000:.0f} ms" for seconds, query in worst))
    return figures


def _words(asked: list[Query]) -> list[str]:
    return [f'text : "{query.text}"' for query in asked if query.text.isalpha()]


def _sentences(raw: sqlite3.Connection) -> list[str]:
    rows = raw.execute("SELECT text FROM speech WHERE id % 997 = 5 AND length(text) > 400 LIMIT 40")
    return [max((text[a:b] for a, b in sentences(text)), key=len)[:250] for (text,) in rows]


def _under(what: str, found: list[float], floor: list[float] | None, most: float) -> Figure:
    p95 = percentile(found, 0.95)
    told = "" if floor is None else f"{p95 / percentile(floor, 0.95):.1f} ×"
    bar = f"p95 ≤ {most * 1000:.0f} ms"
    return Figure(what, milliseconds(found), milliseconds(floor) if floor else "", told, bar, p95 <= most)


def _relevance(raw: sqlite3.Connection, library: Library) -> Figure:
    """Our ranking against raw FTS5's of the same match, by turns, the fastest of three each."""
    ours: list[float] = []
    theirs: list[float] = []
    sql = "SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rank LIMIT 40"
    for query in [q for text in ("gil", "jan lit", "sus") if isinstance(q := parse(text, TODAY), Query)]:
        match = " AND ".join(f'text : "{word}"' for word in query.text.split())
        ours.append(min(timed(lambda q=query: library.search(q, limit=40, order="relevance")) for _ in range(3)))  # type: ignore[misc]
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


def main() -> None:
    print(f"{FORMS:,} forms of words, {len(log())} queries")
    if sys.argv[1:]:
        print(report(measure(Path(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="dispatchbox-million-") as folder:
        path = Path(folder) / "library.db"
        make(path)
        print(report(measure(path)))


if __name__ == "__main__":
    main()
