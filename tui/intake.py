"""Imports beside the reader: `dispatchbox import --json` in a process of its own, so that no key waits for parsing."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Sequence
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import StoreError
from store.filenames import holds_many

if TYPE_CHECKING:
    from store.coming import Coming


class Intake:
    """One import that is going on, or one that is only tried."""

    def __init__(
        self, library: Path, paths: Sequence[str], text: str | None, house: str | None = None, *, dry: bool = False
    ) -> None:
        """`paths` as on the command line; `text` is a page that was pasted, for standard input."""
        options = ["--house", house] if house else []
        options += ["--dry-run"] if dry else []
        named = ["-"] if text is not None else list(paths)
        self._words = ["-m", "tui", "--library", str(library), "import", "--json", "--progress", *options, "--", *named]
        self._text = text
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, progress: Callable[[str], None]) -> dict[str, Any]:
        """Carry it out; the report of `import --json`. Raises StoreError where the whole import was refused."""
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=2**26,
        )
        try:
            output, last = await self._read(process, progress)
        except asyncio.CancelledError:
            self.cancel()
            raise
        try:
            report: dict[str, Any] = json.loads(output)
        except ValueError:
            raise StoreError(last.removeprefix("dispatchbox: ") or "the import was stopped") from None
        return report

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
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)


async def _feed(stdin: asyncio.StreamWriter, text: str | None) -> None:
    try:
        if text is not None:
            stdin.write(text.encode())
            await stdin.drain()
        stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        return  # the process says on its standard error why it would not read on


def many(paths: Sequence[str]) -> bool:
    """Whether more than one file may come in, so that the reader is asked first."""
    return len(paths) > 1 or any(Path(path).is_dir() or holds_many(path) or has_magic(path) for path in paths)


def coming(house: Coming) -> str:
    """`House of Commons, Tuesday 11 March 2025: 12 debates, 340 speeches; 3 of the debates are there already`."""
    from store.plain import HOUSES, long_date
    from tui.cli.output import counted

    days = long_date(house.first) + (f" to {long_date(house.last)}" if house.last != house.first else "")
    counts = f"{counted(house.debates, 'debate')}, {counted(house.speeches, 'speech')}"
    there = f"; {house.known:,} of the debates are there already" if house.known else ""
    return f"{HOUSES.get(house.house, house.house)}, {days}: {counts}{there}"


def summary(files: Sequence[dict[str, Any]]) -> str:
    """One sentence on what came in."""
    debates = {debate for file in files for debate in file["debates"]}
    new, updated = sum(file["new"] for file in files), sum(file["updated"] for file in files)
    errors = [file["error"] for file in files if file["error"]]
    if not debates:
        return errors[0] if errors else "nothing came in"
    changes = [f"{new:,} new"] if new else []
    changes += [f"{updated:,} changed"] if updated else []
    said = f"{len(debates):,} debate{'s' if len(debates) != 1 else ''}: {', '.join(changes) or 'all there already'}"
    skipped = sum(len(file["skipped"]) for file in files)
    said += f"; {skipped} line{'s' if skipped != 1 else ''} left out (g l lists them)" if skipped else ""
    return said + (f"; {len(errors)} file{'s' if len(errors) != 1 else ''} could not be read" if errors else "")


def details(files: Sequence[dict[str, Any]]) -> list[str]:
    """What the reader must know besides: what could not come in, and what a source leaves out."""
    return [line for file in files for line in ([file["error"]] if file["error"] else []) + file["warnings"]]


def left_out(files: Sequence[dict[str, Any]]) -> list[str]:
    """Every line that was skipped, and why."""
    return [f"{file['path']}, line {skip['line']}: {skip['why']}" for file in files for skip in file["skipped"]]
