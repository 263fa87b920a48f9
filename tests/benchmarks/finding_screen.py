"""What is seen of a million speeches: keys while a search runs, launch, opening, the shelf and memory, through a
pseudo-terminal, against the bare pane and a library of 10,000 speeches; and a shelf of 100,000 debates."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from store.library import Library
from store.model import Source
from store.parsed import Parsed
from tests.benchmarks import libraries
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.floors import READY
from tests.benchmarks.reading import PRESSES, SHOWN, floor, presses, program
from tests.benchmarks.terminal import Terminal

DEBATES, TEN = 100_000, 10
A_DAY = 16
RUNS = 5
LONG_SEARCH = '"cin lit" OR "lit man" OR "sus cin"'
"""Words so common that their exact forms take seconds to be counted, in Python and in SQLite."""
MOVES = 20
STILL = "ranking"
"""What the title says to `g s` while the search still goes on: it ends with the ranking."""
ON_SHELF = "speeches"
ENTER = b"\r"


def make_shelf(path: Path, debates: int = DEBATES) -> None:
    """Short debates, sixteen a day."""
    with Library.open(path) as library:
        for first in range(0, debates, 1_000):
            made = tuple(
                replace(
                    libraries.short(number, f"Short business {number}"),
                    date=dt.date(1990, 1, 1) + dt.timedelta(number // A_DAY),
                )
                for number in range(first, min(debates, first + 1_000))
            )
            library.add(Parsed(made), Source(f"made {first}", "TheyWorkForYou XML", f"{first:08x}"), now=libraries.NOW)


@dataclass
class Seen:
    """What one library took, run by run."""

    launch: list[float] = field(default_factory=list)
    opened: list[float] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    jumps: list[float] = field(default_factory=list)
    held: list[int] = field(default_factory=list)

    def run(self, library: Path, debate: str) -> None:
        """Launch, go down the shelf, to its end and back; and open a debate and go down that."""
        with Terminal(program(library)) as terminal:
            self.launch.append(terminal.until(ON_SHELF) + terminal.press(b"j").first)
            terminal.settle()
            for _ in range(PRESSES // 2):
                self.keys += [terminal.press(key).first for key in (b"j", b"k")]
            self.jumps += [terminal.press(b"G").settled, terminal.press(b"gg").settled]
            terminal.settle()
            terminal.press(ENTER)
            terminal.until(SHOWN)
            presses(terminal, b" ", 10)
            self.held.append(terminal.resident())
        with Terminal(program(library, debate)) as terminal:
            self.opened.append(terminal.until(SHOWN))


def measure(million: Path, small: Path, shelf: Path) -> Iterator[Figure]:
    """Every figure of a screen."""
    yield from searching(million)
    debate = _middling(small)
    large, little = Seen(), Seen()
    for _ in range(RUNS):
        little.run(small, debate)
        large.run(million, debate)
    yield _grows("launch, j answered", large.launch, little.launch)
    yield _grows("open a debate", large.opened, little.opened)
    yield _grows("a key on the shelf", large.keys, little.keys)
    yield _grows("end and beginning of the shelf", large.jumps, little.jumps)
    most, least = percentile(large.held, 0.5), percentile(little.held, 0.5)
    yield Figure(
        "memory while browsing", f"{most / 2**20:.0f} MiB", f"{least / 2**20:.0f} MiB", f"{most / least:.2f} ×",
        "≤ 1.3 ×", most <= 1.3 * least,
    )  # fmt: skip
    yield from _shelves(shelf)


def searching(library: Path) -> Iterator[Figure]:
    """A key in the list of hits, and a letter in the box, while a search goes on."""
    moved, typed, bare = [], [], []
    for _ in range(RUNS):
        with Terminal(floor("pane")) as terminal:
            terminal.until(READY)
            terminal.settle()
            bare += [paint.first for paint in presses(terminal, b"j")]
        with Terminal(program(library)) as terminal:
            terminal.until(ON_SHELF)
            terminal.settle()
            terminal.press(b"g/")
            typed += [terminal.press(letter.encode()).first for letter in LONG_SEARCH]
            terminal.press(ENTER)
            moved += [paint.first for paint in presses(terminal, b"j", MOVES)]
            start = len(terminal.output)
            terminal.press(b"gs")
            if STILL.encode() not in terminal.output[start:]:
                terminal.until(STILL, 1)
    for what, keys in (("j while a search runs", moved), ("a letter while a search runs", typed)):
        ratio = percentile(keys, 0.95) / percentile(bare, 0.95)
        yield Figure(what, milliseconds(keys), milliseconds(bare), f"{ratio:.2f} ×", "p95 ≤ 2 ×", ratio <= 2)


def _shelves(shelf: Path) -> Iterator[Figure]:
    """100,000 debates beside ten."""
    few = shelf.with_name(f"{shelf.stem}-ten.db")
    if not few.exists():
        make_shelf(few, TEN)
    many, ten = Seen(), Seen()
    for _ in range(RUNS):
        ten.run(few, "Short business 3")
        many.run(shelf, "Short business 3")
    yield _grows("launch to 100,000 debates, not ten", many.launch, ten.launch)
    ratio = percentile(many.keys, 0.95) / percentile(ten.keys, 0.95)
    told = milliseconds(many.keys), milliseconds(ten.keys), f"{ratio:.2f} ×"
    yield Figure("a key on 100,000 debates, not ten", *told, "p95 ≤ 1.2 ×", ratio <= 1.2)


def _grows(what: str, large: list[float], little: list[float]) -> Figure:
    ratio = percentile(large, 0.5) / percentile(little, 0.5)
    return Figure(what, milliseconds(large), milliseconds(little), f"{ratio:.2f} ×", "p50 ≤ 1.2 ×", ratio <= 1.2)


def _middling(library: Path) -> str:
    """The number of a debate of some forty speeches of the oldest days, which both libraries hold."""
    with closing(sqlite3.connect(f"file:{library}?mode=ro", uri=True)) as raw:
        return str(raw.execute("SELECT id FROM debate ORDER BY abs(speeches - 40), id LIMIT 1").fetchone()[0])
