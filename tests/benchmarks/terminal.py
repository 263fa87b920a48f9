"""A pseudo-terminal that starts a program, presses keys and tells when it painted."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

QUIET = 0.06
"""Seconds without output after which a screen is settled."""


@dataclass(frozen=True, slots=True)
class Painted:
    """What followed a key, in seconds after it."""

    first: float
    """Until the first bytes came."""
    settled: float
    """Until the last bytes before the quiet came."""
    size: int
    """How many bytes came."""


class Terminal:
    """A program on a terminal of so many columns and rows. Used as a context manager, it ends the program."""

    def __init__(
        self, command: Sequence[str], columns: int = 100, rows: int = 30, env: Mapping[str, str] | None = None
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        known = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1", **(env or {})}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            list(command), stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=known
        )
        os.close(slave)
        self.output = bytearray()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self._drain(2)
                self.process.wait(1)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        os.close(self.master)

    def read(self, seconds: float) -> bytes:
        """What comes within so many seconds; nothing where nothing comes or the program has ended."""
        ready, _, _ = select.select([self.master], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            chunk = os.read(self.master, 1 << 16)
        except OSError:  # the program has closed its end
            return b""
        self.output += chunk
        return chunk

    def _drain(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while self.process.poll() is None and time.perf_counter() < end:
            self.read(0.05)

    def until(self, words: str, seconds: float = 30) -> float:
        """Seconds since now until words were painted. Raises TimeoutError, with the last that came."""
        began, marker, start = time.perf_counter(), words.encode(), len(self.output)
        while time.perf_counter() - began < seconds:
            self.read(0.5)
            if marker in self.output[max(0, start - len(marker)) :]:
                return time.perf_counter() - began
        raise TimeoutError(f"{words!r} never came; the last was {bytes(self.output[-2000:])!r}")

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing has come for a while."""
        while self.read(quiet):
            pass

    def press(self, keys: bytes, seconds: float = 2) -> Painted:
        """Press keys and wait until the screen is settled. Raises TimeoutError where nothing comes."""
        began = time.perf_counter()
        os.write(self.master, keys)
        chunk = self.read(seconds)
        if not chunk:
            raise TimeoutError(f"{keys!r} changed nothing")
        first = last = time.perf_counter()
        size = len(chunk)
        while chunk := self.read(QUIET):
            last = time.perf_counter()
            size += len(chunk)
        return Painted(first - began, last - began, size)

    def resident(self) -> int:
        """Bytes of memory that the program holds, where the system tells (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))
