"""`dispatchbox people`: lists of who sat for what, and when."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import SourceError
from tui.cli.output import opened, say, say_json, tell
from tui.cli.protecting import protected

if TYPE_CHECKING:
    from store.library.recognising import Recognised
    from store.persons import Period, Roster

SHOWN = 5
"""Entries that were left out which are told one by one."""


@click.group("people")
def people_command() -> None:
    """Who is who: lists of members, their names, seats, parties and offices."""


@people_command.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…|-")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The day from which a CSV's seats were held.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The day up to which they were held.")
@click.option("--json", "as_json", is_flag=True, help="Print a report of each list as JSON.")
@click.pass_obj
def import_lists(
    library: Path, paths: tuple[str, ...], first: datetime | None, last: datetime | None, as_json: bool
) -> None:
    """Take in members.csv, people.json or ministers.json, and recognise who speaks in every debate."""
    from store.persons import Period

    held = Period(first.date().isoformat() if first else "", last.date().isoformat() if last else "")
    rosters, errors = _read(paths, held)
    with protected(library), opened(library) as lib:
        reports = [asdict(lib.add_people(roster)) for _, roster in rosters]
        speeches = lib.recognise() if rosters else None
    _conclude([(name, roster, report) for (name, roster), report in zip(rosters, reports, strict=True)],
              speeches, errors, as_json)  # fmt: skip
    if errors:
        sys.exit(2)


def _read(paths: Sequence[str], held: Period) -> tuple[list[tuple[str, Roster]], list[str]]:
    """The lists, those with people before those with their offices; and why others could not be read."""
    from store.importers.options import Options
    from store.importers.source import read
    from store.rosters import read as read_list
    from tui.clock import today

    found: list[tuple[str, Roster]] = []
    errors = []
    for path in paths:
        for item in read(path, Options(today())):
            try:
                if isinstance(item, SourceError):
                    raise item
                found.append((item.name, read_list(item.data, item.name, held)))
            except SourceError as error:
                errors.append(str(error))
    return sorted(found, key=lambda each: not each[1].people), errors


def _conclude(
    lists: Sequence[tuple[str, Roster, dict[str, Any]]],
    speeches: Recognised | None,
    errors: Sequence[str],
    as_json: bool,
) -> None:
    if as_json:
        told = [{"list": name, **report, "skipped": roster.skipped} for name, roster, report in lists]
        say_json({"lists": told, "speeches": speeches and asdict(speeches), "errors": errors})
        return
    for error in errors:
        tell(f"dispatchbox: {error}")
    for name, roster, report in lists:
        say(f"{name}: {report['people']:,} people ({report['new']:,} new), {report['offices']:,} offices")
        if report["strangers"]:
            say(f"  {report['strangers']:,} offices left out: the library does not know who held them; "
                "import people.json first")  # fmt: skip
        for why in roster.skipped[:SHOWN]:
            say(f"  left out: {why}")
        if len(roster.skipped) > SHOWN:
            say(f"  and {len(roster.skipped) - SHOWN:,} more")
    if speeches:
        say(
            f"speakers recognised in {speeches.sure:,} speeches, unsure in {speeches.unsure:,}, "
            f"unknown in {speeches.unknown:,}; g w in the reader says why"
        )
