"""Files of notes among the files that are brought in: recognised, read and joined with the notes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import SourceError, StoreError
from tui.cli.output import say, tell

if TYPE_CHECKING:
    from store.exports.bundle import Bundle
    from store.library import Library

HEAD_BYTES = 4096
LARGEST = 2**30
"""Bytes of a file of notes that is read."""
SQLITE = b"SQLite format 3\0"
_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json", ".jsonld"})


@dataclass(frozen=True, slots=True)
class NotesReport:
    """What became of one file of notes."""

    path: str
    form: str = ""
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    waiting: int = 0
    conflicts: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """In the shape of a file of `import --json`, with what concerns notes besides."""
        return {
            "path": self.path,
            "inside": "",
            "format": self.form,
            "debates": [],
            "speeches": 0,
            "new": 0,
            "updated": 0,
            "unchanged": 0,
            "skipped": [{"line": 0, "why": why} for why in self.skipped],
            "warnings": list(self.conflicts),
            "error": self.error,
            "notes": {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "waiting": self.waiting},
        }


def is_notes(path: str) -> bool:
    """Whether a file is one of those that `export` writes and `import` reads, or another library."""
    file = Path(path)
    if is_library(file):
        return True
    if file.suffix.lower() not in _SUFFIXES:
        return False
    from store.exports import jsonl, webannotation

    head = _head(file, HEAD_BYTES).decode("utf-8", errors="replace")
    return jsonl.is_ours(head) or webannotation.is_ours(head)


def is_library(file: Path) -> bool:
    """Whether a file is SQLite's, by its first bytes."""
    return _head(file, len(SQLITE)) == SQLITE


def _head(file: Path, many: int) -> bytes:
    """The first bytes of a file; none where there is none, or it may not be read: whoever reads it next says why."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(many)
    except OSError:
        return b""


def take_notes(library: Library, path: str, author: str) -> NotesReport:
    """Bring one file of notes in; a StoreError is in the report."""
    from tui.clock import now

    try:
        _refuse_itself(library.path, path)
        form, bundle = read_notes(path)
        done = library.join(bundle, now=now(), author=author)
    except StoreError as error:
        return NotesReport(path, error=str(error))
    return NotesReport(
        path, form, done.new, done.changed, done.unchanged, done.waiting, tuple(done.conflicts), bundle.skipped
    )


def look_at_notes(library: Path, path: str) -> NotesReport:
    """What a file of notes holds, with nothing written: all of it is counted as new."""
    try:
        _refuse_itself(library, path)
        form, bundle = read_notes(path)
    except StoreError as error:
        return NotesReport(path, error=str(error))
    return NotesReport(path, form, new=len(bundle.notes), skipped=bundle.skipped)


def _refuse_itself(library: Path, path: str) -> None:
    if library.exists() and Path(path).exists() and library.samefile(path):
        raise SourceError(path, "is the library itself; name another one")


def read_notes(path: str) -> tuple[str, Bundle]:
    """What a file of notes is and holds. Raises StoreError."""
    from store.exports import jsonl, webannotation

    if is_library(Path(path)):
        from store.exports.foreign import notes_of_library
        from tui.clock import now, today

        return "notes (another library)", notes_of_library(Path(path), made=now(), accessed=today())
    try:
        if Path(path).stat().st_size > LARGEST:
            raise SourceError(path, "is larger than any file of notes may be (1 GB)")
        text = Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SourceError(path, "is not UTF-8 text") from None
    if jsonl.is_ours(text):
        return "notes (JSON Lines)", jsonl.read(text, path)
    return "notes (web annotations)", webannotation.read(text, path)


def tell_notes(reports: Sequence[NotesReport], *, coming: bool = False) -> None:
    """What came in, or would come, for a person."""
    for report in reports:
        if report.error:
            tell(f"dispatchbox: {report.error}")
            continue
        if coming:
            say(f"{report.path}: {report.form}, {report.new:,} to be joined with those here")
            continue
        say(f"{report.path}: {report.new:,} new notes, {report.changed:,} changed, {report.unchanged:,} as before")
        for why in report.conflicts:
            say(f"  {why}")
        for why in report.skipped:
            say(f"  left out: {why}")
        if report.waiting:
            say(f"  {report.waiting:,} wait in the tray for their debate or for you (g u)")
