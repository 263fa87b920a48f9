"""What an import beside the reader costs: keys in the longest sitting, and how long a note waits for its place.

    python -m tests.benchmarks beside [--speeches 120000]

Both floors are quiet: the bare pane with nothing beside it, and a note on a library that nobody else writes to.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from store.annotations import Author, note_on
from store.library import Library
from store.model import NoteId
from store.records import Scope
from tests.benchmarks import corpus, libraries
from tests.benchmarks.figures import Figure, milliseconds, percentile, report
from tests.benchmarks.floors import READY
from tests.benchmarks.reading import SHOWN, floor, presses, program
from tests.benchmarks.terminal import Terminal
from tui.beside import give_way

ENTER: Final = b"\r"
KEYS: Final = 3.0
"""Times the bare pane that a key may take."""
NOTE: Final = 0.5
"""Seconds that a note may wait: one transaction of 400 speeches, with its index, on a slow disk."""
NOTES: Final = 60


@contextmanager
def importing(library: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An import that runs as the app runs it."""
    words = [sys.executable, "-m", "tui", "--library", str(library), "import", "--json", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    give_way(process.pid)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def key_figure(library: Path, folder: Path) -> Figure:
    """A key in the longest sitting while debates come in, begun in the app as a reader begins it."""
    with Terminal(floor("pane")) as terminal:
        terminal.until(READY)
        terminal.settle()
        bare = [paint.first for paint in presses(terminal, b"j")]
    with Terminal(program(library, libraries.LONGEST)) as terminal:
        terminal.until(SHOWN)
        terminal.settle()
    with Terminal(program(library, str(folder))) as terminal:
        terminal.until("brings it in")
        terminal.press(ENTER)
        terminal.until("stops")
        terminal.press(ENTER)
        terminal.until(SHOWN)
        presses(terminal, b"j", 5)
        ours = [paint.first for paint in presses(terminal, b"j")]
        terminal.until("stops", 2)
    ratio = percentile(ours, 0.95) / percentile(bare, 0.95)
    told = milliseconds(ours), milliseconds(bare), f"{ratio:.2f} ×"
    return Figure("j while debates come in", *told, f"p95 ≤ {KEYS} ×", ratio <= KEYS)


def notes(path: Path, count: int) -> list[float]:
    """Seconds that each of so many notes took to be on the disk."""
    taken: list[float] = []
    with Library.open(path) as library:
        debate = library.debate(library.find_debate(libraries.LONGEST))
        for number in range(count):
            author = Author(libraries.NOW)
            change = note_on(NoteId(os.urandom(16).hex()), debate, (Scope.DEBATE, ()), author, body=f"note {number}")
            assert change is not None  # it has a body
            begun = time.perf_counter()
            library.apply(change, now=libraries.NOW)
            taken.append(time.perf_counter() - begun)
            time.sleep(0.05)
    return taken


def note_figure(library: Path, folder: Path) -> Figure:
    """A note while debates come in."""
    quiet = notes(library, NOTES)
    with importing(library, folder) as process:
        time.sleep(1.0)
        busy = notes(library, NOTES)
        if process.poll() is not None:
            raise RuntimeError("the import ended before the notes; ask for more speeches")
    most = max(busy)
    told = milliseconds(busy), milliseconds(quiet), f"longest {most * 1000:.0f} ms"
    return Figure("a note while debates come in", *told, f"≤ {NOTE} s", most <= NOTE)


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks beside", description=__doc__)
    parser.add_argument("--speeches", type=int, default=120_000)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="dispatchbox-beside-") as work:
        folder, one, two = (Path(work) / name for name in ("days", "one.db", "two.db"))
        corpus.write(folder, asked.speeches)
        for library in (one, two):
            libraries.make(library)
        print(report([key_figure(one, folder), note_figure(two, folder)]))
