"""Output that somebody has stopped reading: `dispatchbox list | head -1` ends as quietly as `git log | head` does."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class Pipe(io.FileIO):
    """A stream's own descriptor. What nobody reads any more is dropped, and the command ends as it would have; where
    there is another reason that nothing can be written, that is raised once."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._over = False

    def write(self, data: ReadableBuffer, /) -> int:
        if not self._over:
            try:
                return super().write(data)
            except BrokenPipeError:
                self._over = True
            except OSError:
                self._over = True
                raise
        return memoryview(data).nbytes


def patient(stream: TextIO) -> TextIO:
    """The same stream, to which anybody may stop to listen. A terminal is given back as it is."""
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Pipe(stream.fileno())),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def listen() -> None:
    """Do so for what this process prints and says."""
    sys.stdout, sys.stderr = patient(sys.stdout), patient(sys.stderr)
