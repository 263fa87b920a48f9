"""A backup before something large: made beside the work, of the library as it was before."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import LibraryError
from tui.cli.output import tell


@contextmanager
def protected(library: Path) -> Iterator[None]:
    """Back the library up where that is due; what runs inside begins as soon as its moment is fixed.

    One that cannot be made is told on standard error, and stops nothing.
    """
    from store.backup import protect

    begun = threading.Event()
    trouble: list[str] = []

    def work() -> None:
        try:
            protect(library, dt.datetime.now(dt.UTC), begun=begun.set)
        except LibraryError as error:
            trouble.append(str(error))
        finally:
            begun.set()

    worker = threading.Thread(target=work, name="backup")
    worker.start()
    begun.wait()
    try:
        yield
    finally:
        worker.join()
        for why in trouble:
            tell(f"dispatchbox: {why}")
