"""Failures that a reader can act on. `str(error)` is one sentence: what happened, where, what to do."""

from __future__ import annotations


class StoreError(Exception):
    """An expected failure, told as a sentence for the reader. Anything else that is raised is a bug."""


class SourceError(StoreError):
    """A source file that cannot come in; the sentence names the file and, where known, the line."""

    def __init__(self, where: str, why: str, line: int | None = None) -> None:
        place = f"{where}, line {line}" if line else where
        super().__init__(f"{place}: {why}")
        self.where = where
        self.line = line


class LibraryError(StoreError):
    """A library file that cannot be opened, read or written."""


class NotFoundError(StoreError):
    """Something the reader named that the library does not hold."""


class ConflictError(StoreError):
    """A change made on top of something that another program has changed since; nothing was written."""


class HaltedError(StoreError):
    """A search that was stopped before its end, because nobody waits for it any more."""
