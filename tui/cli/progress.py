"""How a long import goes: files done of all, speeches a second, time left; on a terminal in one line, rewritten."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tui.cli.output import counted, tell

if TYPE_CHECKING:
    from store.importers.source import Work

PAUSE = 0.2
"""Seconds between two lines: more often nobody reads."""
SURE = 1.0
"""Seconds after which a rate means something."""


class Progress:
    """Counts what is done and says so. `plain` writes a line of its own each time, for a pipe or a log."""

    def __init__(self, work: Work, *, plain: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._work = work
        self._plain = plain
        self._clock = clock
        self._began = self._said = clock()
        self._files = self._speeches = self._reached = 0
        self._shown = 0
        self._waits = False

    def took(self, speeches: int, reached: int) -> None:
        """One more file is done."""
        self._files += 1
        self._speeches += speeches
        self._reached = max(self._reached, reached)
        self._waits = True
        if self._clock() - self._said >= PAUSE:
            self._say()

    def end(self) -> None:
        """Say the last of it, and leave a terminal's line empty for what is printed next."""
        if self._plain and self._waits:
            self._say()
        elif self._shown:
            click.echo(f"\r{' ' * self._shown}\r", err=True, nl=False)
            self._shown = 0

    def _say(self) -> None:
        self._said, self._waits = self._clock(), False
        line = told(self._work, self._files, self._speeches, self._reached, self._said - self._began)
        if self._plain:
            tell(line)
            return
        line = line[: shutil.get_terminal_size().columns - 1]
        click.echo(f"\r{line.ljust(self._shown)}", err=True, nl=False)
        self._shown = len(line)


def told(work: Work, files: int, speeches: int, reached: int, seconds: float) -> str:
    """`12 of 300 files, 4,800 speeches, 6,200 a second, 20 s left`; the share in place of the files where nobody knows
    how many there are."""
    share = min(reached / work.size, 1.0) if work.size else 0.0
    parts = [f"{files:,} of {counted(work.files, 'file')}" if work.files else counted(files, "file")]
    if share and not work.files:
        parts.append(f"{share:.0%}")
    parts.append(counted(speeches, "speech"))
    if seconds >= SURE:
        parts.append(f"{speeches / seconds:,.0f} a second")
        if share:
            parts.append(f"{duration(seconds * (1 - share) / share)} left")
    return ", ".join(parts)


def duration(seconds: float) -> str:
    """`40 s`, `3 min`, `2 h 10 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
