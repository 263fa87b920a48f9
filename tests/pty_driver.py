"""The program on a pseudo-terminal as a person has it: keys go in, a screen is seen, signals and SIGKILL arrive.

What the program writes is replayed on a small screen, which knows what Textual uses and refuses everything else, so
that a sequence that came out of data is noticed wherever it is painted.
"""

from __future__ import annotations

import fcntl
import os
import re
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import get_character_cell_size

from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import DebateId
from tests.benchmarks.terminal import Terminal
from tests.ferries import DAY

APART = {"TMUX": "", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "COLUMNS": "", "LINES": ""}
CONTROLLED = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
"""Makes the terminal its own, then becomes the program."""
PAIR = Path(__file__).parent.parent / "sample_data/parallel-parliament/marchbank-quill-pair-2024-parliament.txt"

KNOWN = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[\?(?P<mode>\d+)(?P<set>[hl])"
    r"|(?P<erase>\x1b\[2J)"
    r"|(?P<ignored>\x1b\[[\d;]*m|\x1b\[\?\d+\$p|\x1b\[>\d+u|\x1b\[<u|\x1b\]22;\w+\x07)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+)"
    r"|(?P<line>\r?\n)|(?P<carriage>\r)|(?P<bell>\x07)"
)
"""Everything that Textual is known to write; the rest is somebody else's."""

LONGEST = 48
"""Characters of the longest sequence or character that may come in two pieces."""
UNFINISHED = {"\x1b", *(chr(0xDC00 + byte) for byte in range(0xC2, 0xF5))}
"""What it begins with."""


class Seen:
    """A screen of so many columns and rows, the modes that are set, and what no terminal should have been sent."""

    def __init__(self, columns: int, rows: int) -> None:
        self.size = columns, rows
        self.modes: dict[int, bool] = {}
        self.keyboard = 0
        """How many times the keyboard protocol was switched on and not off again."""
        self.strange: list[str] = []
        self._left = b""
        self.clear()

    def clear(self) -> None:
        columns, rows = self.size
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0

    @property
    def rows(self) -> list[str]:
        return ["".join(row).rstrip() for row in self._cells]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    def feed(self, data: bytes) -> None:
        text = (self._left + data).decode("utf-8", errors="surrogateescape")
        self._left = b""
        place = 0
        while place < len(text):
            found = KNOWN.match(text, place)
            if found is None and len(text) - place < LONGEST and text[place] in UNFINISHED:
                self._left = text[place:].encode("utf-8", errors="surrogateescape")
                return
            if found is None:
                self.strange.append(ascii(text[place : place + 16]))
                place += 1
                continue
            self._obey(found)
            place = found.end()

    def _obey(self, found: re.Match[str]) -> None:
        kind = found.lastgroup
        if kind == "column":
            self._row, self._column = int(found["row"]) - 1, int(found["column"]) - 1
        elif kind == "set":
            self.modes[int(found["mode"])] = found["set"] == "h"
            if found["mode"] == "1049":
                self.clear()
        elif kind == "erase":
            self.clear()
        elif kind == "line":
            self._row, self._column = self._row + 1, 0
        elif kind == "carriage":
            self._column = 0
        elif kind == "ignored":
            self.keyboard += found[0].startswith("\x1b[>") - (found[0] == "\x1b[<u")
        elif kind == "text":
            self._write(found["text"])

    def _write(self, text: str) -> None:
        columns, rows = self.size
        for character in text:
            cells = get_character_cell_size(character)
            if 0 <= self._row < rows and self._column + cells <= columns and cells:
                self._cells[self._row][self._column] = character
                for more in range(1, cells):
                    self._cells[self._row][self._column + more] = ""
            self._column += cells


ESCAPE = "\x1b[27u"
"""The Escape key as terminals with the kitty protocol send it: nobody has to wait whether more follows."""


def make_library(path: Path) -> DebateId:
    """A library with the sample pair page in it; the newer of its two debates, which has three speeches."""
    with Library.open(path) as library:
        (report,) = bring_in(library, [str(PAIR)], Options(DAY), now="2025-03-12T00:00:00.000+00:00")
        assert report.error is None
        return library.shelf()[0].id


class Person(Terminal):
    """Somebody at a terminal with the program on it."""

    def __init__(
        self,
        library: Path,
        *words: str,
        size: tuple[int, int] = (140, 40),
        env: Mapping[str, str] | None = None,
        command: Sequence[str] | None = None,
        controlled: bool = False,
    ) -> None:
        """`controlled` makes it the program's controlling terminal, so that closing it sends SIGHUP."""
        self.seen = Seen(*size)
        line = list(command or (sys.executable, "-m", "tui", "--library", str(library), *words))
        if controlled:
            line = [sys.executable, "-S", "-c", CONTROLLED, *line]
        config = {"DISPATCHBOX_CONFIG": str(library.parent / "none.toml"), "HOME": str(library.parent)}
        super().__init__(line, *size, env={**APART, **config, **(env or {})})
        self.attributes = termios.tcgetattr(self.master)

    def read(self, seconds: float) -> bytes:
        chunk = super().read(seconds)
        self.seen.feed(chunk)
        return chunk

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def see(self, words: str, seconds: float = 20) -> str:
        """Wait until a row of the screen matches; the first that does. Raises TimeoutError with the screen."""
        end, pattern = time.perf_counter() + seconds, re.compile(words)
        while True:
            for row in self.seen.rows:
                if pattern.search(row):
                    return row
            left = end - time.perf_counter()
            if left <= 0 or (not self.read(min(left, 0.5)) and self.process.poll() is not None):
                raise TimeoutError(f"{words!r} is not on the screen:\n{self.seen.text}")

    def gone(self, words: str, seconds: float = 20) -> None:
        """Wait until no row of the screen matches. Raises TimeoutError with the screen."""
        end = time.perf_counter() + seconds
        while re.search(words, self.seen.text):
            if time.perf_counter() > end:
                raise TimeoutError(f"{words!r} is still on the screen:\n{self.seen.text}")
            self.read(0.2)

    def do(self, keys: str, words: str) -> str:
        """Press keys, then wait for a row that matches."""
        self.type(keys)
        return self.see(words)

    def resize(self, columns: int, rows: int) -> None:
        self.seen.size = columns, rows
        self.seen.clear()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process.send_signal(signal.SIGWINCH)

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self, seconds: float = 20) -> int:
        """Wait until the program has ended; its exit code. Raises TimeoutError."""
        end = time.perf_counter() + seconds
        while self.process.poll() is None:
            if time.perf_counter() > end:
                raise TimeoutError(f"still running:\n{self.seen.text}")
            self.read(0.02)
        while self.read(0.02):
            pass
        return self.process.returncode

    def kill(self) -> None:
        """End it as a power cut would, and see what it had still written."""
        self.process.kill()
        self.process.wait()
        while self.read(0.02):
            pass

    def terminal_is_as_before(self) -> bool:
        """Alternate screen left, cursor shown, mouse, paste and focus reports off, line editing as it was."""
        wanted = {7: True, 25: True}
        modes = all(on == wanted.get(mode, False) for mode, on in self.seen.modes.items())
        return modes and self.seen.keyboard <= 0 and termios.tcgetattr(self.master) == self.attributes
