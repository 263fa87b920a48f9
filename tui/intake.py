"""Imports beside the reader: `dispatchbox import --json` in a process of its own, so that no key waits for parsing."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from store.errors import StoreError


class Intake:
    """One import that is going on."""

    def __init__(self, library: Path, paths: Sequence[str], text: str | None, house: str | None = None) -> None:
        """`paths` as on the command line; `text` is a page that was pasted, for standard input."""
        options = ["--house", house] if house else []
        named = ["-"] if text is not None else list(paths)
        self._words = ["-m", "tui", "--library", str(library), "import", "--json", "--progress", *options, "--", *named]
        self._text = text
        self._process: asyncio.subprocess.Process | None = None

    async def run(self, progress: Callable[[str], None]) -> list[dict[str, Any]]:
        """Carry it out; the file reports of `import --json`. Raises StoreError where the whole import was refused."""
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=2**26,
        )
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
        try:
            files: list[dict[str, Any]] = json.loads(output)["files"]
        except (ValueError, KeyError):
            raise StoreError(last.removeprefix("dispatchbox: ") or "the import was stopped") from None
        return files

    def cancel(self) -> None:
        """Stop after the debate in hand; what was finished stays."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(2)


async def _feed(stdin: asyncio.StreamWriter, text: str | None) -> None:
    try:
        if text is not None:
            stdin.write(text.encode())
            await stdin.drain()
        stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        return  # the process says on its standard error why it would not read on


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
