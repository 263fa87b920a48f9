"""`dispatchbox doctor`: is the library sound, and mending it where it is not."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import LibraryError
from tui.cli.output import counted, opened, say, say_json, tell
from tui.clock import now
from tui.places import warning

if TYPE_CHECKING:
    from store.library.checking import Finding

LONGEST_PAUSE = 0.5
"""Seconds."""


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Mend what can be mended; a backup is made first.")
@click.option("--exchanges", is_flag=True, help="Only find anew the exchanges that older rules found.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def doctor_command(library: Path, fix: bool, exchanges: bool, as_json: bool) -> None:
    """Look the library through: the file, what stands on what, the search index, the places of notes.

    Says what it would mend, and mends it with --fix. Exit code 1: something is wrong, and was not mended.
    """
    if not library.exists():
        raise LibraryError(f"the library {library}: is not there; `dispatchbox restore` brings one back")
    if exchanges:
        _thread_anew(library, as_json)
        return
    if fix:
        _back_up_first(library)
    found, moved, lost = _examined(library, fix)
    wrong = [one for one in found if not one["mended"]]
    if as_json:
        advice = warning(library) or None
        say_json({"findings": found, "moved": moved, "lost": lost, "warning": advice, "sound": not wrong})
    else:
        _tell(library, found, moved, lost)
    if wrong:
        sys.exit(1)


def _examined(library: Path, fix: bool) -> tuple[list[dict[str, Any]], int, int]:
    """What is wrong, and how many notes have moved and have lost their place."""
    from store.library.checking import failed

    found: list[dict[str, Any]] = []

    def add(finding: Finding, mended: bool) -> None:
        found.append({"what": finding.what, "words": finding.words, "mends": finding.mends or None, "mended": mended})

    try:
        with opened(library) as lib:
            for finding, mended in lib.examined(fix=fix, now=now()):
                add(finding, mended)
            if not any(one["what"] in {"integrity", "library"} for one in found):
                return found, *lib.unsure_count()
    except LibraryError as error:
        add(failed(error), False)
    return found, 0, 0


def _thread_anew(library: Path, as_json: bool) -> None:
    """Source by source, and as long between two as one took: whoever else writes need not wait for all of them."""
    done, stopped, began = 0, False, time.monotonic()
    with opened(library) as lib:
        try:
            for count in lib.rethread():
                done += count
                time.sleep(min(time.monotonic() - began, LONGEST_PAUSE))
                began = time.monotonic()
        except KeyboardInterrupt:
            stopped = True  # the source in hand is as it was
        left = lib.outdated()
    if as_json:
        say_json({"debates": done, "left": left, "stopped": stopped})
    else:
        say(f"exchanges found anew in {counted(done, 'debate')}{f'; {left:,} are left' if left else ''}")


def _back_up_first(library: Path) -> None:
    from store.backup import protect

    try:
        protect(library, dt.datetime.now(dt.UTC), always=True)
    except LibraryError as error:
        tell(f"dispatchbox: {error}")


def _tell(library: Path, found: list[dict[str, Any]], moved: int, lost: int) -> None:
    for one in found:
        say(f"{one['what']}: {one['words']}")
        if one["mends"]:
            say(f"  {'mended' if one['mended'] else 'with --fix'}: {one['mends']}")
    if not found:
        say(f"{library} is sound")
    if moved or lost:
        say(f"{counted(moved, 'note')} moved and to be confirmed, {lost:,} without a place; g u in the program")
    if why := warning(library):
        say(f"place: {why}")
