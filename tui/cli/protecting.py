"""A backup before something large: made beside the work, of the library as it was before."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
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
        except MemoryError:
            trouble.append(f"no backup of {library} was made: the memory of this machine ran out")
        finally:
            begun.set()

    worker = _beside(work)
    begun.wait()
    try:
        yield
    finally:
        if worker is not None:
            worker.join()
        for why in trouble:
            tell(f"dispatchbox: {why}")


def _beside(work: Callable[[], None]) -> threading.Thread | None:
    """Begin it in a thread; where the machine has no room for one it is done at once."""
    worker = threading.Thread(target=work, name="backup")
    try:
        worker.start()
    except RuntimeError:
        work()
        return None
    return worker
