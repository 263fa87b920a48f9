"""The seeker: a read-only thread for searches, so that no note and no key waits for one; a newer search ends an older.

It opens the library for itself when something is first looked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from store.errors import HaltedError

if TYPE_CHECKING:
    from store.library import Library

T = TypeVar("T")


class Seeker:
    """One thread and the library that it reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread: ThreadPoolExecutor | None = None
        self._library: Library | None = None
        self._number = 0

    def begin(self) -> None:
        """A new search: whatever was asked before ends, with HaltedError for whoever waits for it."""
        self._number += 1

    async def __call__(self, verb: Callable[[Library], T]) -> T:
        """Ask, and wait without holding up the screen. Raises HaltedError once another search has begun."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="seeker")
        number = self._number
        return await asyncio.wrap_future(self._thread.submit(self._run, verb, number))

    def _run(self, verb: Callable[[Library], T], number: int) -> T:
        if number != self._number:
            raise HaltedError("another search has begun")
        library = self._open()
        library.halt(lambda: number != self._number)
        return verb(library)

    def _open(self) -> Library:
        if self._library is None:
            from store.library import Library

            self._library = Library.open(self._path, read_only=True)
        return self._library

    def close(self) -> None:
        """End what runs and let go of the file."""
        self.begin()
        if self._thread is not None:
            self._thread.submit(self._let_go)
            self._thread.shutdown(wait=True)
            self._thread = None

    def _let_go(self) -> None:
        if self._library is not None:
            self._library.halt(None)
            self._library.close()
            self._library = None
