"""`python -m tests.benchmarks citing [RUNS]`: a citation, the toast after `y y`, and moving in the menu `Y`."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from store.citations import STYLES, Reference, cite
from tests.benchmarks import libraries
from tests.benchmarks.figures import Figure, milliseconds, percentile, report
from tests.benchmarks.reading import SHOWN, program
from tests.benchmarks.terminal import Terminal

FIELDS = {
    "jurisdiction": "uk", "house": "commons", "section": "chamber", "date": "2024-03-05", "volume": 746,
    "col_start": 1283, "col_end": 1286, "title": "Harbours and Piers", "speaker": {"given": "Ada", "family": "Marlow"},
    "url": "https://hansard.example.org/debates/7", "accessed": "2024-04-01", "quote": "The wall is “ours”.",
}  # fmt: skip
REPEATS = 2_000
PRESSES = 30


def citation_figures() -> list[Figure]:
    """Each style in turn; the slowest is told."""
    reference = Reference.from_fields(FIELDS)
    slowest, name = 0.0, ""
    for style in STYLES:
        began = time.perf_counter()
        for _ in range(REPEATS // 10):
            cite(reference, style)
        each = (time.perf_counter() - began) / (REPEATS // 10)
        if each > slowest:
            slowest, name = each, style
    began = time.perf_counter()
    for _ in range(REPEATS):
        cite(Reference.from_fields(FIELDS), "oscola")
    whole = (time.perf_counter() - began) / REPEATS
    return [
        Figure(f"a citation, slowest style ({name})", f"{slowest * 1000:.4f} ms", "", "", "≤ 0.1 ms", slowest <= 1e-4),
        Figure("from fields to OSCOLA", f"{whole * 1000:.4f} ms", "", "", "≤ 0.1 ms", whole <= 1e-4),
    ]


def until(terminal: Terminal, keys: bytes, words: bytes) -> float:
    """Seconds from the last key until words came."""
    start, began = len(terminal.output), time.perf_counter()
    os.write(terminal.master, keys)
    while words not in terminal.output[start:]:
        if not terminal.read(3):
            raise TimeoutError(f"{keys!r} never brought {words!r}")
    return time.perf_counter() - began


def key_figures(library: Path, runs: int) -> list[Figure]:
    """In the longest sitting, with a command as clipboard, so that no other program's speed is measured."""
    copies: list[float] = []
    bare: list[float] = []
    moves: list[float] = []
    config = library.with_name("config.toml")
    config.write_text('clipboard_command = "true"\n', encoding="utf-8")
    for _ in range(runs):
        with Terminal(program(library, libraries.LONGEST), env={"DISPATCHBOX_CONFIG": str(config)}) as terminal:
            terminal.until(SHOWN)
            terminal.settle()
            terminal.press(b"yy")
            terminal.settle()
            for place in range(PRESSES):
                bare.append(terminal.press(b"j").first)
                terminal.settle(0.1)
                os.write(terminal.master, b"y")
                terminal.settle(0.08)
                copies.append(until(terminal, b"y" if place % 2 else b"c", b"copied by"))
                terminal.settle(0.5)
            terminal.press(b"Y")
            terminal.settle()
            moves += [terminal.press(b"j" if place % 60 < 30 else b"k").settled for place in range(2 * PRESSES)]
    ratio = percentile(copies, 0.5) / percentile(bare, 0.5)
    most = percentile(moves, 0.95)
    return [
        Figure("y y to the toast", milliseconds(copies), milliseconds(bare), f"{ratio:.2f} ×", "≤ 2 ×", ratio <= 2),
        Figure("moving in Y, all painted", milliseconds(moves), "", "", "p95 ≤ 30 ms", most <= 0.03),
    ]  # fmt: skip


def main(words: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="dispatchbox-benchmarks-") as folder:
        library = Path(folder) / "library.db"
        libraries.make(library)
        print(report([*citation_figures(), *key_figures(library, int(words[0]) if words else 2)]))
