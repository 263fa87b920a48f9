"""A debate read and laid out beside the start of the program, in a process of its own, while Textual is read here.

To read and lay out a long day takes as long as half the start, and Python computes one thing at a time: so a copy of
the process, made before it has threads, does that for what the command line names and hands it over. Whoever is given
nothing does it as ever: nothing depends on it but the time of the first frame.
"""

from __future__ import annotations

import marshal
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.layout.rows import Rows
    from tui.screens.opened import Opened

SIZE = 8
"""Bytes that tell how long a part is."""
MOST_NOTES = 500
"""Notes that are handed over; a debate with more is read here."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was read and laid out."""

    opened: Opened
    rows: Rows


class Parts:
    """What goes from one process to the other: the parts one after another in a file that both hold, their lengths
    through a pipe. A part through a pipe would be handed over in pieces, and each wait for the interpreter."""

    def __init__(self, pipe: int, file: int) -> None:
        """The end of the pipe that is this process's, and the file."""
        self._pipe, self._file, self._at = pipe, file, 0

    def hand_over(self, part: Any) -> None:
        data = marshal.dumps(part)
        view = memoryview(data)
        while view:
            written = os.pwrite(self._file, view, self._at)
            view, self._at = view[written:], self._at + written
        os.write(self._pipe, len(data).to_bytes(SIZE))

    def taken(self) -> Any:
        """The next part; None where the other process ended before."""
        told = os.read(self._pipe, SIZE)
        size = int.from_bytes(told)
        part = os.pread(self._file, size, self._at) if told else b""
        self._at += size
        return marshal.loads(part) if part and len(part) == size else None  # noqa: S302 - from this very program

    def close(self) -> None:
        os.close(self._pipe)
        os.close(self._file)


def _shared_file() -> int:
    """A file without a name, in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("dispatchbox")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


class Ahead:
    """A debate that is to be opened at once, made ready in a process beside this one."""

    def __init__(self, library: Path, word: str, size: tuple[int, int] | None = None) -> None:
        """Begin, for a size in columns and rows, that of the terminal where none is given. Must come before the first
        thread; where there can be no such process, nothing is made."""
        self._process = self._starter = -1
        self._made: Made | None = None
        self._taking: threading.Thread | None = None
        self._taken = threading.Event()
        if sys.platform != "win32":
            try:
                if library.exists():
                    self._begin(library, word, size)
            except OSError:
                return  # no more files or processes, or another's library: it is read here, as ever

    def _begin(self, library: Path, word: str, size: tuple[int, int] | None) -> None:
        here, there = os.pipe()
        shared = _shared_file()
        waits, self._starter = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(here)
            os.close(self._starter)
            _work(library, word, size, waits, Parts(there, shared))
        os.close(there)
        os.close(waits)
        self._taking = threading.Thread(target=self._take, args=(Parts(here, shared),), name="ahead", daemon=True)
        self._taking.start()

    def go(self) -> None:
        """The library is open here, brought up to date, and its stamp taken: whatever is written after the other
        process has read it will be noticed."""
        if self._starter >= 0:
            try:
                os.write(self._starter, b"!")
            except OSError:
                return  # it has ended
            finally:
                os.close(self._starter)
                self._starter = -1

    def _take(self, parts: Parts) -> None:
        """Make values of what comes, while the other process is still laying out and this one reads Textual."""
        try:
            thread = parts.taken()
            opened = _taken(*thread) if thread is not None else None
            rows = parts.taken() if opened is not None else None
            if opened is not None and rows is not None:
                from tui.layout.rows import of_plain  # read with the reader

                self._made = Made(opened, of_plain(*rows))
        finally:
            parts.close()
            self._taken.set()
            os.waitpid(self._process, 0)

    def made(self) -> Made | None:
        """What was made, once it is; None where nothing is. It is given once."""
        self._let_start()
        if self._taking is not None:
            self._taken.wait()
        made, self._made = self._made, None
        return made

    def close(self) -> None:
        """Wait until the other process has ended, which it does by itself."""
        self._let_start()
        if self._taking is not None:
            self._taking.join()
            self._taking = None

    def _let_start(self) -> None:
        """Whoever was never told to go ends."""
        if self._starter >= 0:
            os.close(self._starter)
            self._starter = -1


def _taken(thread: Any, rest: Any) -> Opened:
    from store.model import Place  # these are read with the reader
    from store.packing import unpacked
    from store.records import Code, Note, Verdict
    from store.values import reader
    from tui.screens.opened import Opened

    kinds = (tuple[Note, ...], tuple[Code, ...], Place | None, tuple[Verdict, ...])
    notes, codes, place, verdicts = (reader(kind)(value) for kind, value in zip(kinds, rest, strict=True))
    return Opened(unpacked(*thread), notes, codes, place, {verdict.speech: verdict for verdict in verdicts})


def _work(library: Path, word: str, size: tuple[int, int] | None, waits: int, parts: Parts) -> None:
    """In the other process: whatever happens, it ends here and says nothing but what it made."""
    try:
        _make(library, word, size, waits, parts)
    finally:
        os._exit(0)


def _make(library: Path, word: str, size: tuple[int, int] | None, waits: int, parts: Parts) -> None:
    from store.library import Library
    from store.packing import packed
    from store.readings import Of, Wanted
    from store.values import plain
    from tui.layout.frame import frame
    from tui.layout.page import Page
    from tui.layout.rows import first_folds
    from tui.screens.opened import opened

    columns, rows = size or os.get_terminal_size(2)  # standard error is where Textual paints
    if not os.read(waits, 1):
        return
    with Library.open(library, read_only=True) as reading:
        found = opened(reading, Wanted(Of.DEBATE, reading.find_debate(word)))
    if len(found.notes) > MOST_NOTES:
        return
    rest = (found.notes, found.codes, found.place, tuple(found.verdicts.values()))
    parts.hand_over((packed(found.thread), tuple(plain(part) for part in rest)))
    page = Page(found.thread, frame(columns, rows).text.width, first_folds(found.thread.speeches))
    parts.hand_over(page.rows.plain)
