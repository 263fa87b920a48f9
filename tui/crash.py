"""What is left of a bug: a private log without the values of variables, which may be private notes."""

from __future__ import annotations

import select
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from tui.files import replace_file

NO_THREAD = "can't start new thread"
"""What Python says where there can be no more."""


def report(error: BaseException, folder: Path) -> str:
    """Write the traceback to a log of mode 0600 in `folder` and give the sentence for the terminal."""
    log = folder / "crash.log"
    told = f"dispatchbox stopped {_why(error)}; what was shown as saved is saved"
    try:
        replace_file(log, "".join(_lines(error)))
    except OSError:
        return told
    return f"{told}.\nThe details, without your words, are in {log}"


def _why(error: BaseException) -> str:
    """A machine that has no more to give is no mistake of the program's."""
    if isinstance(error, MemoryError):
        return "because the memory of this machine ran out"
    if isinstance(error, RuntimeError) and str(error) == NO_THREAD:
        return "because this machine has no room for one more thread"
    return f"on a mistake of its own ({type(error).__name__})"


def _lines(error: BaseException) -> Iterator[str]:
    """Where it happened, from the first cause on. Messages are left out: they may quote a note."""
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _lines(cause)
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__qualname__}\n"


def terminal_gone() -> bool:
    """True when the terminal at the other end has been closed, though no signal may have said so."""
    stream = sys.__stdin__
    if stream is None or stream.closed:
        return True
    if not hasattr(select, "poll"):
        return False
    watch = select.poll()
    watch.register(stream.fileno(), select.POLLHUP)
    return any(state & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, state in watch.poll(0))
