"""A subcommand in a process of its own beside the app, so that no key waits for parsing or for the network."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from store.errors import StoreError

NICE = 5
"""How far a process stands behind the reader, by which every key is answered."""


class Beside:
    """One run of `dispatchbox SUBCOMMAND --json`."""

    def __init__(self, library: Path, words: Sequence[str], text: str | None = None) -> None:
        """`words` as on the command line, `text` for its standard input."""
        self._words = ["-m", "tui", "--library", str(library), *words]
        self._text = text
        self._process: asyncio.subprocess.Process | None = None
        self._stopped = False

    async def run(self, progress: Callable[[str], None]) -> dict[str, Any]:
        """Carry it out; what it prints as JSON. Raises StoreError where it refused or found nothing."""
        self._process = process = await self._start()
        give_way(process.pid)
        try:
            output, last = await self._read(process, progress)
        except asyncio.CancelledError:
            self.cancel()
            raise
        try:
            report: dict[str, Any] = json.loads(output)
        except ValueError:
            raise StoreError("it was stopped" if self._stopped else _why(last, process.returncode)) from None
        return report

    async def _start(self) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *self._words,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=2**26,
            )
        except (OSError, RuntimeError) as error:  # the latter where there is no room for the thread that waits for it
            why = error.strerror if isinstance(error, OSError) else error
            raise StoreError(f"this machine has no room for one more process ({why}); nothing was begun") from None

    async def _read(self, process: asyncio.subprocess.Process, progress: Callable[[str], None]) -> tuple[bytes, str]:
        """Everything it prints, and the last line that it says."""
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None  # noqa: S101, PT018 - pipes were asked for
        feeding = asyncio.create_task(_feed(process.stdin, self._text))
        reading = asyncio.create_task(process.stdout.read())
        last = ""
        while line := await process.stderr.readline():
            last = line.decode(errors="replace").strip()
            progress(last)
        await feeding
        output = await reading
        await process.wait()
        return output, last

    def cancel(self) -> None:
        """Stop after the file in hand, asked again at once; what was finished stays."""
        self._stopped = True
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)


def _why(last: str, code: int | None) -> str:
    """The sentence of a process that printed no report: its own, or what its end tells."""
    if last.startswith("dispatchbox: "):
        return last.removeprefix("dispatchbox: ")
    ended = f"was killed ({signal.strsignal(-code)})" if code and code < 0 else f"ended by itself (exit code {code})"
    return f"the process that did this {ended}, perhaps for want of memory; what was finished is in the library"


def give_way(process: int) -> None:
    """Let a process run only where the reader leaves the machine time."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, NICE)


async def _feed(stdin: asyncio.StreamWriter, text: str | None) -> None:
    try:
        if text is not None:
            stdin.write(text.encode())
            await stdin.drain()
        stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        return  # the process says on its standard error why it would not read on
