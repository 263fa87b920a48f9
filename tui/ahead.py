"""A debate laid out beside the start of the program, in a process of its own, while Textual is being read here.

To lay out a long day takes as long as a third of the start, and Python computes one thing at a time: so a copy of the
process, made before it has threads, lays out what the command line names and hands the rows over. Whoever gets none
lays out as ever: nothing depends on it but the time of the first frame.
"""

from __future__ import annotations

import marshal
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.layout.rows import Rows

WHOLE = 1 << 20


class Ahead:
    """The rows of a debate that is to be opened at once, made in a process beside this one."""

    def __init__(self, library: Path, word: str, size: tuple[int, int] | None = None) -> None:
        """Begin, for a size in columns and rows, that of the terminal where none is given. Must come before the first
        thread; where there can be no such process, there are no rows."""
        self._pipe = self._process = -1
        if sys.platform == "win32" or not library.exists():
            return
        here, there = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(here)
            _work(library, word, size, there)
        os.close(there)
        self._pipe = here

    def rows(self) -> Rows | None:
        """The rows, once they are made; None where there are none. They are given once."""
        if self._pipe < 0:
            return None
        parts = []
        while part := os.read(self._pipe, WHOLE):
            parts.append(part)
        self.close()
        if not parts:
            return None
        from tui.layout.rows import of_plain  # read with the reader

        return of_plain(*marshal.loads(b"".join(parts)))  # noqa: S302 - from this very program

    def close(self) -> None:
        """Let the process go; it ends by itself."""
        if self._pipe >= 0:
            os.close(self._pipe)
            os.waitpid(self._process, 0)
            self._pipe = -1


def _work(library: Path, word: str, size: tuple[int, int] | None, out: int) -> None:
    """In the other process: whatever happens, it ends here and says nothing but the rows."""
    try:
        made = memoryview(marshal.dumps(_lay_out(library, word, size)))
        while made:
            made = made[os.write(out, made) :]
    finally:
        os._exit(0)


def _lay_out(library: Path, word: str, size: tuple[int, int] | None) -> Any:
    from store.library import Library
    from store.readings import Of, Wanted
    from store.threads import thread
    from tui.layout.frame import frame
    from tui.layout.page import Page
    from tui.layout.rows import first_folds

    columns, rows = size or os.get_terminal_size(2)  # standard error is where Textual paints
    with Library.open(library, read_only=True) as opened:
        whole = thread(opened.reading(Wanted(Of.DEBATE, opened.find_debate(word))))
    return Page(whole, frame(columns, rows).text.width, first_folds(whole.speeches)).rows.plain
