"""`dispatchbox import`: files, folders, archives or standard input into the library."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.joining import NotesReport, is_notes, look_at_notes, take_notes, tell_notes
from tui.cli.output import counted, opened, say, say_json, tell
from tui.cli.protecting import protected

if TYPE_CHECKING:
    from store.coming import Coming
    from store.importers.options import Options
    from store.intake import FileReport
    from store.model import DebateId
    from tui.cli.progress import Progress

STOPPED = 130
"""Exit code after ctrl+c, as a shell gives it."""
_ON_A_LINE = "\nstopping when the file in hand is in; ctrl+c again stops at once\n"


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option("--house", help="The house of sources that do not name theirs: commons, lords, …")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The sitting day of a source that does not give it.")
@click.option("--title", help="The title of a source that has no heading.")
@click.option("--author", default="", help="Whose the notes of a file of notes are, where it does not say.")
@click.option("--dry-run", is_flag=True, help="Say what would come in; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print a report of each file as JSON.")
@click.option("--progress", is_flag=True, help="Say how it goes on standard error, line by line.")
@click.pass_obj
def import_command(
    library: Path,
    paths: tuple[str, ...],
    house: str | None,
    date: datetime | None,
    title: str | None,
    author: str,
    dry_run: bool,
    as_json: bool,
    progress: bool,
) -> None:
    """Bring debates in; what is there already is recognised, never doubled. Files of notes that `export` wrote come
    in too, joined with yours by their ids and times.

    Ctrl+c finishes the file in hand and keeps all that came in; a second one stops at once, and keeps every debate
    that was finished. Exit code 2: a file could not come in, the others did. Exit code 130: stopped.
    """
    from store.importers.options import Options
    from store.importers.source import measure
    from tui.cli.progress import Progress
    from tui.clock import today

    options = Options(today(), house, date.date() if date else None, title)
    noted = [path for path in paths if is_notes(path)]
    paths = tuple(path for path in paths if path not in noted)
    said = Progress(measure(paths), plain=progress) if progress or sys.stderr.isatty() else None
    if dry_run:
        _preview(library, paths, options, said, as_json, noted)
    else:
        _bring_in(library, paths, options, said, as_json, noted, author)


def _bring_in(
    library: Path,
    paths: Sequence[str],
    options: Options,
    progress: Progress | None,
    as_json: bool,
    noted: Sequence[str],
    author: str,
) -> None:
    from store.importers.source import sources
    from store.intake import take_in
    from tui.clock import now

    reports: list[FileReport] = []
    with protected(library), Stop(progress) as stop, opened(library) as lib:
        items = takewhile(lambda _: not stop.asked, sources(paths, options))
        for report in take_in(lib, items, options, now=now()):
            reports.append(report)
            if progress:
                progress.took(report.speeches, report.reached)
        joined = [] if stop.asked else [take_notes(lib, path, author) for path in noted]
    conclude(reports, as_json, stopped=stop.asked, notes=joined)


class Stop:
    """Ctrl+c while files come in: once to stop after the file in hand, twice to stop at once."""

    def __init__(self, progress: Progress | None) -> None:
        self.asked = False
        self._progress = progress

    def __enter__(self) -> Stop:
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        if self._progress:
            self._progress.end()
        return kind is not None and issubclass(kind, KeyboardInterrupt)

    def _ask(self, number: int, frame: object) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        if sys.stderr.isatty():
            os.write(2, _ON_A_LINE.encode())


def conclude(
    reports: list[FileReport], as_json: bool, *, stopped: bool = False, notes: Sequence[NotesReport] = ()
) -> None:
    """Print what came in; exit with code 2 where a file could not, with 130 where the reader stopped it."""
    if as_json:
        files = [_json(report) for report in reports] + [report.as_json() for report in notes]
        say_json({"files": files, "stopped": stopped})
    else:
        _print(reports)
        tell_notes(notes)
    if stopped:
        tell("stopped; every debate that was finished is in the library, and the same command goes on from there")
    _leave([*reports, *notes], stopped=stopped)


def _leave(reports: Iterable[FileReport | NotesReport], *, stopped: bool) -> None:
    if stopped:
        sys.exit(STOPPED)
    if any(report.error for report in reports):
        sys.exit(2)


def _preview(
    library: Path,
    paths: Sequence[str],
    options: Options,
    progress: Progress | None,
    as_json: bool,
    noted: Sequence[str],
) -> None:
    from store.coming import together
    from store.importers.source import sources
    from store.preview import preview

    coming: list[Coming] = []
    reports: list[FileReport] = []
    with Stop(progress) as stop, opened(library, read_only=True) if library.exists() else nullcontext() as lib:
        items = takewhile(lambda _: not stop.asked, sources(paths, options))
        for report, houses in preview(items, options, lib.holds if lib else lambda _: False):
            reports.append(report)
            coming = list(together((*coming, *houses)))
            if progress:
                progress.took(report.speeches, report.reached)
    notes = [look_at_notes(library, path) for path in noted]
    if as_json:
        files = [_json(report) for report in reports] + [report.as_json() for report in notes]
        say_json({"files": files, "houses": [_house_json(house) for house in coming], "stopped": stop.asked})
    else:
        if reports or not notes:
            _print_coming(coming, reports)
        tell_notes(notes, coming=True)
    _leave([*reports, *notes], stopped=stop.asked)


def _house_json(house: Coming) -> dict[str, Any]:
    return asdict(house) | {"first": house.first.isoformat(), "last": house.last.isoformat()}


def _json(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
        "inside": report.inside,
        "format": report.format,
        "debates": list(report.debates),
        "speeches": report.speeches,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in report.skipped],
        "warnings": list(report.warnings),
        "error": report.error,
    }


def _print(reports: Sequence[FileReport]) -> None:
    for report in reports:
        if report.error:
            tell(f"dispatchbox: {report.error}")
            continue
        say(f"{_name(report)}: {_counts(report.debates, [report])} ({_changes([report])})")
        _print_left_out(report)
    if len(reports) > 1:
        whole = [report for report in reports if not report.error]
        debates = {debate for report in whole for debate in report.debates}
        failed = len(reports) - len(whole)
        said = f"{counted(len(whole), 'file')}: {_counts(debates, whole)} ({_changes(whole)})"
        say(said + (f"; {counted(failed, 'file')} could not come in" if failed else ""))


def _name(report: FileReport) -> str:
    return f"{report.path}: {report.inside}" if report.inside else report.path


def _counts(debates: Collection[DebateId], reports: Iterable[FileReport]) -> str:
    return f"{counted(len(debates), 'debate')}, {counted(sum(report.speeches for report in reports), 'speech')}"


def _changes(reports: Iterable[FileReport]) -> str:
    changes = ((report.new, report.updated, report.unchanged) for report in reports)
    new, updated, unchanged = map(sum, zip(*changes, strict=True))
    return f"{new:,} new, {updated:,} changed, {unchanged:,} as before"


def _print_coming(coming: Iterable[Coming], reports: Sequence[FileReport]) -> None:
    from tui.intake import coming as told

    for report in reports:
        if report.error:
            tell(f"dispatchbox: {report.error}")
        elif report.skipped or report.warnings:
            say(f"{_name(report)}:")
            _print_left_out(report)
    for house in coming:
        say(told(house))
    if not any(report.speeches for report in reports):
        say("nothing would come in")


def _print_left_out(report: FileReport) -> None:
    for warning in report.warnings:
        say(f"  {warning}")
    for skipped in report.skipped:
        say(f"  line {skipped.line} left out: {skipped.why}")
