"""`dispatchbox fetch` and `dispatchbox resolve`: debates, volumes and columns from where they are published."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import SourceError, StoreError
from tui.cli.output import opened, say, say_json, tell
from tui.cli.protecting import protected
from tui.files import APP, cache_folder, config_file

if TYPE_CHECKING:
    from store.addresses import Bases, Wanted
    from store.fetching import Fetched
    from store.hansard import Web
    from store.model import Debate
    from store.parsed import ParsedDebate
    from store.resolving import Resolved


@click.command("fetch")
@click.argument("what", metavar="URL|GUID|DATE")
@click.option("--house", help="The House of a date: commons, lords, northern_ireland or wales.")
@click.option("--json", "as_json", is_flag=True, help="Print a report of each source as JSON.")
@click.option("--progress", is_flag=True, help="Say on standard error what has come.")
@click.pass_obj
def fetch_command(library: Path, what: str, house: str | None, as_json: bool, progress: bool) -> None:
    """Fetch a debate, or all debates of a day, and bring them in.

    From the Hansard API: the address of a debate or a day on Hansard's site, a debate's GUID, or a date. From
    TheyWorkForYou: the address of one of its pages or XML files, and the days that the API does not hold.
    """
    from store.addresses import wanted
    from store.fetching import in_order
    from store.importers.options import Options
    from store.intake import take_in
    from tui.cli.importing import conclude
    from tui.clock import now, today

    bases = _bases()
    came = _fetched(wanted(what, house, bases), bases, progress or sys.stderr.isatty())
    with protected(library), opened(library) as lib:
        conclude(list(take_in(lib, in_order(came), Options(today(), house), now=now())), as_json)


@click.command("resolve")
@click.argument("debate", metavar="DEBATE")
@click.option("--volume", metavar="V", help="The volume, where you know it.")
@click.option("--column", "columns", metavar="[SPEECH=]C", multiple=True, help="The column where the debate begins.")
@click.option("--dry-run", is_flag=True, help="Say what would be filled in; nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@click.pass_obj
def resolve_command(
    library: Path, debate: str, volume: str | None, columns: tuple[str, ...], dry_run: bool, as_json: bool
) -> None:
    """Fill in the volume and the columns that a debate's source lacks.

    They come from the same debate in the Hansard API, matched by its words, or from you: `--column 123` for the
    column where the debate begins, `--column SPEECH=124` for another speech. `u` in the app takes it back.
    """
    from store.resolving import change, resolve, typed
    from tui.clock import now

    with opened(library) as lib:
        found = lib.debate(lib.find_debate(debate))
        by_hand = volume is not None or columns
        resolved = typed(found, volume, columns) if by_hand else resolve(found, _official(found))
        facts = lib.facts(found.id)
        made = change(found, facts, lib.corrections(found.id), resolved)
        if made is not None and not dry_run:
            lib.apply(made, now=now())
    if as_json:
        columns_json = {str(speech): column for speech, column in resolved.columns.items()}
        say_json({"debate": found.id, "volume": resolved.volume, "columns": columns_json, "unsure": resolved.unsure})
    else:
        _tell_resolved(found, resolved, facts.volume)
    if made is None and resolved.unsure:
        sys.exit(1)


def _bases() -> Bases:
    from store.addresses import Bases
    from tui.config import read_config

    config = read_config(config_file(os.environ))
    return Bases(config.hansard_api, config.theyworkforyou_xml)


def _web() -> Web:
    from store.hansard import Web

    agent = f"{APP} (a reader of parliamentary debates; one request at a time)"
    return Web(cache_folder() / "fetched", agent, clock=time.monotonic, sleep=time.sleep)


def _fetched(named: Wanted, bases: Bases, progress: bool) -> list[Fetched | SourceError]:
    """What came, and what failed; exit with code 1 where there is nothing."""
    from store.fetching import fetch
    from store.hansard import MissingError
    from tui.clock import now

    came: list[Fetched | SourceError] = []
    try:
        with _web() as web:
            for item in fetch(named, web, bases, now()):
                came.append(item)
                if progress:
                    tell(_told(len(came), item))
    except MissingError as error:
        tell(f"dispatchbox: {error}")
        sys.exit(1)
    except SourceError as error:
        came.append(error)
    except KeyboardInterrupt:
        tell("stopped; what had come is brought in")
    return came


def _told(count: int, item: Fetched | SourceError) -> str:
    """`12 of 41 fetched: Lock Keepers Bill`."""
    from store.fetching import Fetched

    if not isinstance(item, Fetched):
        return str(item)
    number = f"{count} of {item.of}" if item.of else f"{count}"
    return f"{number} fetched: {item.title or item.file.name}"


def _official(debate: Debate) -> Iterator[ParsedDebate]:
    """The debates of Hansard that may be this one; exit with code 1 where none is."""
    from store.addresses import HOUSES, Day
    from store.fetching import Fetcher
    from store.importers import parse_bytes
    from store.importers.options import Options
    from tui.clock import now

    if debate.house not in HOUSES:
        raise StoreError(f"{debate.title} was not said in the Commons or the Lords; give --volume and --column")
    titles = (debate.title, *reversed(debate.parents))
    with _web() as web:
        sources = list(Fetcher(web, _bases(), now()).titled(Day(debate.date, debate.house), titles))
    if not sources:
        tell(f"dispatchbox: Hansard lists no “{debate.title}” on {debate.date}; give --volume and --column")
        sys.exit(1)
    for source in sources:
        with suppress(SourceError):  # a heading without words is no debate
            yield from parse_bytes(source.data, source.name, Options(debate.date)).parsed.debates


def _tell_resolved(debate: Debate, resolved: Resolved, volume: str | None) -> None:
    """What is known now, and what is not."""
    from store.annotations import long_date
    from store.importers.text import counted
    from store.plain import who

    columns = resolved.columns
    told = f"volume {resolved.volume}" if resolved.volume else f"volume {volume} as before" if volume else "no volume"
    say(f"{debate.title}, {long_date(debate.date)}: {told}, {counted(len(columns), 'new column')}")
    for speech in debate.speeches:
        if speech.id in columns:
            say(f"  {speech.id}  {who(speech)}: column {columns[speech.id]}")
    for speech in debate.speeches:
        if speech.id in resolved.unsure:
            say(f"  {speech.id}  {who(speech)}: no column, for its words are not found there for sure")
