"""Files in: each is found, parsed, threaded and kept, and reported on by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.errors import SourceError
from store.filenames import holds_many
from store.importers import Imported, parse_bytes
from store.importers.options import Options
from store.importers.source import SourceFile, sources
from store.model import DebateId, Source
from store.parsed import Skipped

if TYPE_CHECKING:
    from store.library import Added, Importer, Library

Item = SourceFile | SourceError
"""A source that was read, or why it could not be."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file."""

    path: str
    inside: str = ""
    """Name of the member, where the file is an archive."""
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
    reached: int = 0
    """Of the bytes that `measure` counts, those read so far; 0 where that is unknown."""


def bring_in(library: Library, paths: Sequence[str], options: Options, *, now: str) -> Iterator[FileReport]:
    """Bring in everything at these paths; a report follows each file as soon as it is on the disk.

    A file that fails is reported and the others come in. Raises LibraryError where the library itself fails.
    """
    yield from take_in(library, sources(paths, options), options, now=now)


def take_in(library: Library, items: Iterable[Item], options: Options, *, now: str) -> Iterator[FileReport]:
    """The same for sources that are read already."""
    waiting: deque[tuple[FileReport, bool]] = deque()
    with library.importing(now) as importer:
        for item in items:
            waiting.append(_take(importer, item, options))
            yield from _done(importer.added, waiting)
    yield from _done(importer.added, waiting)


def look_into(item: Item, options: Options) -> tuple[FileReport, Imported | None]:
    """What a source holds, if it can be read, and what the report on it says before anything is written."""
    if isinstance(item, SourceError):
        return FileReport(item.where, error=str(item)), None
    inside = item.name.partition(": ")[2] if holds_many(item.path) else ""
    try:
        imported = parse_bytes(item.data, item.name, replace(options, companions=item.companions))
    except SourceError as error:
        return FileReport(item.path, inside, error=str(error), reached=item.reached), None
    parsed = imported.parsed
    skipped = (*((Skipped(1, parsed.superseded),) if parsed.superseded else ()), *parsed.skipped)
    warnings = parsed.warnings + tuple(dict.fromkeys(debate.warning for debate in parsed.debates if debate.warning))
    report = FileReport(item.path, inside, imported.format, skipped=skipped, warnings=warnings, reached=item.reached)
    return report, imported


def _take(importer: Importer, item: Item, options: Options) -> tuple[FileReport, bool]:
    """Hand a file to the importer; the report so far, and whether the importer has more to tell."""
    report, imported = look_into(item, options)
    if imported is None or isinstance(item, SourceError):
        return report, False
    parsed = imported.parsed
    if parsed.debates or parsed.redirects:
        importer.add(parsed, Source(item.name, imported.format, item.digest, item.captured, item.licence))
    return report, bool(parsed.debates or parsed.redirects)


def _done(added: list[Added], waiting: deque[tuple[FileReport, bool]]) -> Iterator[FileReport]:
    """The reports whose files are wholly on the disk, in the order of the files; the importer keeps to it too."""
    while waiting:
        report, unfinished = waiting[0]
        if unfinished:
            if not added:
                return
            done = added.pop(0)
            counts = {field: getattr(done, field) for field in ("debates", "speeches", "new", "updated", "unchanged")}
            report = replace(report, **counts)
        waiting.popleft()
        yield report
