"""Files in: each is found, parsed, threaded and kept, and reported on by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.errors import SourceError
from store.importers import parse_bytes
from store.importers.options import Options
from store.importers.source import SourceFile, sources
from store.model import DebateId, Source
from store.parsed import Skipped

if TYPE_CHECKING:
    from store.library import Added, Importer, Library


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    path: str
    format: str = ""
    debates: tuple[DebateId, ...] = ()
    speeches: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str | None = None
    """The sentence of a file that could not come in; nothing of it is stored."""


def bring_in(library: Library, paths: Sequence[str], options: Options, *, now: str) -> Iterator[FileReport]:
    """Bring in everything at these paths; a report follows each file as soon as it is on the disk.

    A file that fails is reported and the others come in. Raises LibraryError where the library itself fails.
    """
    yield from take_in(library, sources(paths, options), options, now=now)


def take_in(
    library: Library, items: Iterable[SourceFile | SourceError], options: Options, *, now: str
) -> Iterator[FileReport]:
    """The same for sources that are read already."""
    waiting: deque[tuple[FileReport, str]] = deque()
    with library.importing(now) as importer:
        for item in items:
            name = item.name if isinstance(item, SourceFile) else ""
            waiting.append((_take(importer, item, options), name))
            yield from _done(importer.added, waiting)
    yield from _done(importer.added, waiting)


def _take(importer: Importer, item: SourceFile | SourceError, options: Options) -> FileReport:
    """Parse one file and hand it to the importer; the report says what is known before it is written."""
    if isinstance(item, SourceError):
        return FileReport(item.where, error=str(item))
    try:
        imported = parse_bytes(item.data, item.name, options)
    except SourceError as error:
        return FileReport(item.path, error=str(error))
    parsed = imported.parsed
    skipped = (*((Skipped(1, parsed.superseded),) if parsed.superseded else ()), *parsed.skipped)
    warnings = parsed.warnings + tuple(dict.fromkeys(debate.warning for debate in parsed.debates if debate.warning))
    importer.add(parsed, Source(item.name, imported.format, item.digest, item.captured, item.licence))
    return FileReport(item.path, imported.format, skipped=skipped, warnings=warnings)


def _done(added: list[Added], waiting: deque[tuple[FileReport, str]]) -> Iterator[FileReport]:
    """The reports whose files are wholly on the disk, in the order of the files."""
    while waiting:
        report, name = waiting[0]
        if report.error is None:
            done = next((done for done in added if done.source == name), None)
            if done is None:
                return
            added.remove(done)
            counts = {field: getattr(done, field) for field in ("debates", "speeches", "new", "updated", "unchanged")}
            report = replace(report, **counts)
        waiting.popleft()
        yield report
