"""`dispatchbox export debates`: debates out, as JSON Lines that any program reads and any library takes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.importers import jsonl
from store.parsed import Parsed
from tui.cli.output import counted, opened, say, tell

if TYPE_CHECKING:
    from store.library import Library
    from store.model import DebateId


def give(library: Path, named: Sequence[str], output: str | None, *, form: str | None, force: bool) -> None:
    """Write debates, or all of them, to a file or to standard output, in the order of their numbers."""
    if form not in (None, "jsonl"):
        raise click.UsageError("debates go out as JSON Lines only (--format jsonl).")
    with opened(library, read_only=True) as lib:
        found = [lib.find_debate(each) for each in named] or [shelved.id for shelved in lib.shelf()]
        if not found:
            tell("no debate is there; `dispatchbox import FILE` brings one in")
            raise SystemExit(1)
        wanted = sorted(set(found))
        if output is None:
            for line in _lines(lib, wanted):
                say(line.removesuffix("\n"))
            return
        from tui.exporting import write_whole

        path = Path(output).expanduser()
        write_whole(path, "".join(_lines(lib, wanted)), force=force)
    tell(f"{counted(len(wanted), 'debate')} to {path}")


def _lines(library: Library, debates: Sequence[DebateId]) -> Iterator[str]:
    yield from jsonl.dump(Parsed(()))
    for debate in debates:
        yield from jsonl.dump_debate(library.as_parsed(debate))
