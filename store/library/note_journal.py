"""The note journal: a file of lines beside the library to which every change is added, so that what a reader made
outlives the library itself.

A line is one change as JSON: what each record became, and the source's keys of the debates and speeches that it is on.
Its number, at its end, counts the changes of the library without gaps. Lines are only ever added.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

Entry = dict[str, Any]

_TAIL = re.compile(rb'"n": ?(\d+)\}\n\Z')
_TAIL_BYTES = 40
_PAUSE, _ROUNDS = 0.01, 5
"""How long another program may take between its commit and its line."""


def journal_of(library: Path) -> Path:
    """The note journal of a library."""
    return library.with_name(f"{library.stem}.notes.jsonl")


class NoteJournal:
    """Adds lines; each is with the system when `append` returns, and on the disk as soon as that has written it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        """Why a line that was added is not on the disk for certain."""
        self._syncing: ThreadPoolExecutor | None = None

    def append(self, entry: Entry, number: int) -> bool:
        """Add a line; whether the line before it is there too. Raises OSError, and the line may be there in part."""
        line = json.dumps(entry | {"n": number}, ensure_ascii=False).encode() + b"\n"
        follows = self._follows(number - 1)
        handle = self._opened()
        whole = False
        try:
            written = os.write(handle, line if follows is not None else b"\n" + line)
            while written < len(line):
                written += os.write(handle, line[written:])
            whole = True
        finally:
            if not whole:
                os.close(handle)
        if self._syncing is None:
            self._syncing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="note-journal")
        self._syncing.submit(self._sync, handle)
        return bool(follows)

    def _opened(self) -> int:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        return os.open(self.path, flags, 0o600)

    def _follows(self, number: int) -> bool | None:
        """Whether the last line has this number; a little patience, another program may be writing it. None where the
        last line is cut off."""
        for _ in range(_ROUNDS):
            last = last_number(self.path)
            if last is None or last >= number:
                break
            time.sleep(_PAUSE)
        return None if last is None else last >= number

    def _sync(self, handle: int) -> None:
        """In a thread of its own."""
        try:
            os.fsync(handle)
            self.trouble = ""
        except OSError as error:
            self.trouble = error.strerror or str(error)
        finally:
            os.close(handle)

    def close(self) -> None:
        """Wait until everything is on the disk."""
        if self._syncing is not None:
            self._syncing.shutdown()
            self._syncing = None


def last_number(path: Path) -> int | None:
    """The number of the last line; 0 where there is none, None where the last line is cut off."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
    except FileNotFoundError:
        return 0
    found = _TAIL.search(tail)
    return int(found[1]) if found else None if tail else 0


def entries(path: Path) -> Iterator[Entry]:
    """Every whole line in the order of its number; what is cut off or damaged is passed over."""
    found: dict[int, Entry] = {}
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with closing(file):
        for line in file:
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and isinstance(entry.get("n"), int):
                found[entry["n"]] = entry
    for number in sorted(found):
        yield found[number]
