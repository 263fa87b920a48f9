"""`dispatchbox import`: files, folders, archives or standard input into the library."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.output import counted, opened, say, say_json, tell

if TYPE_CHECKING:
    from store.intake import FileReport


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option("--house", help="The house of sources that do not name theirs: commons, lords, …")
@click.option("--json", "as_json", is_flag=True, help="Print a report of each file as JSON.")
@click.option("--progress", is_flag=True, help="Say on standard error which file is read.")
@click.pass_obj
def import_command(library: Path, paths: tuple[str, ...], house: str | None, as_json: bool, progress: bool) -> None:
    """Bring debates in; what is there already is recognised, never doubled."""
    from store.importers.options import Options
    from store.intake import bring_in
    from tui.clock import now, today

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    reports: list[FileReport] = []
    try:
        with opened(library) as lib:
            for report in bring_in(lib, paths, Options(today(), house), now=now()):
                reports.append(report)
                if progress or sys.stderr.isatty():
                    tell(f"{len(reports)} read: {report.path}")
    except KeyboardInterrupt:
        tell("stopped; every debate that was finished is in the library")
    conclude(reports, as_json)


def conclude(reports: list[FileReport], as_json: bool) -> None:
    """Print what came in; exit with code 2 where a file could not."""
    if as_json:
        say_json({"files": [_json(report) for report in reports]})
    else:
        _print(reports)
    if any(report.error for report in reports):
        sys.exit(2)


def _json(report: FileReport) -> dict[str, Any]:
    return {
        "path": report.path,
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


def _print(reports: Iterable[FileReport]) -> None:
    for report in reports:
        if report.error:
            tell(f"dispatchbox: {report.error}")
            continue
        say(
            f"{report.path}: {counted(len(report.debates), 'debate')}, {counted(report.speeches, 'speech')} "
            f"({report.new} new, {report.updated} changed, {report.unchanged} as before)"
        )
        for warning in report.warnings:
            say(f"  {warning}")
        for skipped in report.skipped:
            say(f"  line {skipped.line} left out: {skipped.why}")
