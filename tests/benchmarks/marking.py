"""The figures of marking: a debate with 10,000 annotations, one change in it, and a notebook of 100,000."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store import anchors
from store.annotations import Author, highlight
from store.library import Library
from store.model import Debate, NoteId
from store.records import Change, Edit, Note, Scope
from tests.benchmarks import libraries
from tests.benchmarks.figures import Figure, milliseconds, percentile

ANNOTATIONS = 10_000
EVERYTHING = 100_000
CHANGES = 60
ABOVE_DISK = 0.005
SHOWN = 0.020


def annotate(path: Path, count: int, words: str = libraries.LONGEST) -> None:
    """Notes, tags and highlights on words chosen by chance in one debate, made through the library's own verbs."""
    chance = random.Random(5)
    with Library.open(path) as library:
        debate = library.debate(library.find_debate(words))
        for first in range(0, count, 2_000):
            made = tuple(
                Edit(None, _note(debate, number, chance)) for number in range(first, min(first + 2_000, count))
            )
            library.apply(Change("made notes to measure with", made, debate.id), now=libraries.NOW)


def _note(debate: Debate, number: int, chance: random.Random) -> Note:
    speech = chance.choice(debate.speeches)
    start = chance.randrange(max(1, len(speech.text) - 30))
    quote = anchors.make(speech.id, speech.text, start, min(start + 25, len(speech.text)))
    code = chance.choice(("evidence", "promise", "doubt", None))
    body = f"Compare number {chance.randrange(1000)}" if code is None or number % 3 == 0 else ""
    tags = tuple(sorted({f"topic {chance.randrange(60)}" for _ in range(number % 3)}))
    at = f"2031-{1 + number % 12:02}-{1 + number % 28:02}T10:{number % 60:02}:00Z"
    return Note(NoteId(f"{number:032x}"), debate.id, Scope.SPAN, (quote,), body, tags, code, at, at, "A. Reader")


def sync(folder: Path) -> None:
    """One appended and synced page: the least that a change can take on this disk."""
    with (folder / "floor").open("ab", buffering=0) as file:
        file.write(b"x" * 4096)
        os.fsync(file.fileno())


@contextmanager
def timed(times: list[float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    times.append(time.perf_counter() - began)


def change_figure(path: Path) -> Figure:
    """One highlight in the debate with all the annotations, carried out and in the marks that the pane paints."""
    from tui.layout.marks import marks

    applied: list[float] = []
    floor: list[float] = []
    with Library.open(path) as library:
        debate = library.debate(library.find_debate(libraries.LONGEST))
        shown = marks(library.notes(debate.id))
        for number in range(CHANGES):
            speech = debate.speeches[number * 7]
            where = [(Scope.SPAN, (anchors.make(speech.id, speech.text, 3, 30 + number),))]
            ids = iter([NoteId(f"{10**9 + number:032x}")])
            change = highlight(debate, (), where, "claim", Author(libraries.NOW), ids)
            assert change is not None
            with timed(floor):
                sync(path.parent)
            with timed(applied):
                done: Change = library.apply(change, now=libraries.NOW)
                shown = shown.changed({note.id: note for _, note in done.outcome if isinstance(note, Note)})
    most, allowed = percentile(applied, 0.95), max(SHOWN, percentile(floor, 0.95) + ABOVE_DISK)
    return Figure(
        "one change among 10,000 annotations", milliseconds(applied), milliseconds(floor), f"{most * 1000:.1f} ms",
        f"p95 ≤ {allowed * 1000:.0f} ms", most <= allowed,
    )  # fmt: skip


def notebook_figure(path: Path) -> Figure:
    """The first screen of the notebook: its first rows and their words."""
    from tui.screens.notebook import FIRST

    opened: list[float] = []
    whole: list[float] = []
    with Library.open(path) as library:
        for _ in range(20):
            with timed(opened):
                first = library.note_order("last changed", "none", FIRST)
                library.entries([number for number, _ in first])
            with timed(whole):
                count = library.note_count()
                library.note_order("last changed", "none")
    most = percentile(opened, 0.95)
    return Figure(
        f"notebook of {count:,} opens", milliseconds(opened), "", f"all rows {milliseconds(whole)}", "p95 ≤ 100 ms",
        most <= 0.1,
    )  # fmt: skip


def main(words: list[str]) -> None:
    """`python -m tests.benchmarks marking [RUNS]`."""
    import tempfile

    from tests.benchmarks.figures import report
    from tests.benchmarks.reading import key_figures

    runs = int(words[0]) if words else 2
    with tempfile.TemporaryDirectory(prefix="dispatchbox-benchmarks-") as folder:
        marked, many = Path(folder) / "marked.db", Path(folder) / "many.db"
        for path, count in ((marked, ANNOTATIONS), (many, EVERYTHING)):
            libraries.make(path, 50)
            annotate(path, count)
        figures = [change_figure(marked), notebook_figure(many), *key_figures(marked, runs)]
    print(report(figures))
