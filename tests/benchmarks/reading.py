"""The figures of reading: launch, opening the longest sitting, a key press in it, and memory.

Floors and program run in turn, so that a busy machine slows both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import libraries
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.floors import READY
from tests.benchmarks.terminal import Painted, Terminal

KEYS = (("j", b"j"), ("space", b" "), ("J", b"J"))
PRESSES = 40
SETTLED = 0.025
OPENING = 0.25


def program(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--library", str(library), *words]


def floor(which: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.floors", which]


def launched(command: list[str], words: str, key: bytes = b"") -> tuple[float, int]:
    """Seconds from the start until words show and a key is answered, and the bytes then held."""
    with Terminal(command) as terminal:
        seconds = terminal.until(words)
        if key:
            seconds += terminal.press(key).first
        terminal.settle()
        return seconds, terminal.resident()


SHOWN = "saved"
"""In the status line of the reader, wherever the debate was left the last time."""


def presses(terminal: Terminal, key: bytes, count: int = PRESSES) -> list[Painted]:
    return [terminal.press(key) for _ in range(count)]


def launch_figures(library: Path, text_bytes: int, runs: int) -> Iterator[Figure]:
    """Launch, opening and memory; each against the bare app."""
    bare, shelf, debate, held, least = [], [], [], 0, 0
    for _ in range(runs):
        seconds, least = launched(floor("launch"), READY)
        bare.append(seconds)
        shelf.append(launched(program(library), libraries.NEWEST, b"j")[0])
        seconds, held = launched(program(library, libraries.LONGEST), libraries.OPENING)
        debate.append(seconds)
    middle = [percentile(values, 0.5) for values in (bare, shelf, debate)]
    ratio, more = middle[1] / middle[0], middle[2] - middle[0]
    allowed = 2 * least + 4 * text_bytes
    yield Figure(
        "launch to the shelf, j answered",
        milliseconds(shelf),
        milliseconds(bare),
        f"{ratio:.2f} ×",
        "≤ 1.5 ×",
        ratio <= 1.5,
    )
    yield Figure(
        "open 10,000 speeches",
        milliseconds(debate),
        milliseconds(bare),
        f"+ {more * 1000:.0f} ms",
        "≤ + 250 ms",
        more <= OPENING,
    )
    yield Figure(
        "memory with it open", f"{held >> 20} MiB", f"{least >> 20} MiB, text {text_bytes >> 20} MiB",
        f"{held / allowed:.2f} of what is allowed", f"≤ {allowed >> 20} MiB", held <= allowed,
    )  # fmt: skip


def key_figures(library: Path, runs: int) -> Iterator[Figure]:
    """Key to paint in the longest sitting."""
    ours: dict[str, list[Painted]] = {name: [] for name, _ in KEYS}
    bare: dict[str, list[Painted]] = {name: [] for name, _ in KEYS}
    for _ in range(runs):
        for command, words, found in (
            (floor("pane"), READY, bare),
            (program(library, libraries.LONGEST), SHOWN, ours),
        ):
            with Terminal(command) as terminal:
                terminal.until(words)
                terminal.settle()
                presses(terminal, b"j", 5)
                for name, key in KEYS:
                    found[name] += presses(terminal, key)
    for name, _ in KEYS:
        first, least = [[paint.first for paint in found[name]] for found in (ours, bare)]
        settled = [paint.settled for paint in ours[name]]
        ratio = percentile(first, 0.95) / percentile(least, 0.95)
        yield Figure(
            f"{name}: text painted", milliseconds(first), milliseconds(least), f"{ratio:.2f} ×", "p95 ≤ 2 ×", ratio <= 2
        )
        most = percentile(settled, 0.95)
        yield Figure(f"{name}: all settled", milliseconds(settled), "", "", "p95 ≤ 25 ms", most <= SETTLED)
