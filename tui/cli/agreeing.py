"""`dispatchbox agreement`: how far two people coded alike, and where they did not."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import NotFoundError
from tui.cli.output import opened, say, say_json
from tui.clock import now

if TYPE_CHECKING:
    from store.agreement import Agreement, Disagreement, Unit
    from store.library import Library
    from store.records import Note


@click.command("agreement")
@click.argument("first", metavar="NAME|FILE")
@click.argument("second", metavar="NAME|FILE")
@click.option("--debate", "debates", multiple=True, metavar="DEBATE", help="Only over this debate; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def agreement_command(library: Path, first: str, second: str, debates: tuple[str, ...], as_json: bool) -> None:
    """Compare the codes of two people, by their names on the notes of the library or by files that `export` wrote.

    The units are the speeches of the debates in which both have coded, or of those named.
    """
    from store.agreement import compare

    with opened(library) as lib:
        ours, theirs = _notes(library, lib, first), _notes(library, lib, second)
        chosen = [lib.find_debate(debate) for debate in debates] or sorted(
            {note.debate for note in ours if note.code} & {note.debate for note in theirs if note.code}
        )
        units: list[Unit] = [(number, speech.id) for number in chosen for speech in lib.debate(number).speeches]
    names = (_name(ours, first), _name(theirs, second))
    told, apart = compare(ours, theirs, units, names)
    if as_json:
        about = {"first": names[0], "second": names[1], "units": len(units)}
        codes, unlike = [_json(each) for each in told], [_apart(each) for each in apart]
        say_json(about | {"codes": codes, "disagreements": unlike})
    else:
        _tell(names, told, apart, len(units))
    if not told:
        sys.exit(1)


def _notes(path: Path, library: Library, named: str) -> tuple[Note, ...]:
    """The notes of somebody here, or of a file, on the speeches of this library; nothing is written to it."""
    if not Path(named).is_file():
        found = [note for number in library.noted_debates() for note in library.notes(number)]
        mine = {note.id: note for note in found if note.author.casefold() == named.casefold()}
        if not mine:
            raise NotFoundError(f"there is no file {named}, and no note here is by {named}")
        return tuple(mine.values())
    from store.backup.making import copy_library
    from tui.cli.joining import read_notes

    _, bundle = read_notes(named)
    with ExitStack() as kept:
        copy = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="dispatchbox-"))) / "library.db"
        copy.touch(mode=0o600)
        copy_library(path, copy, lambda: None)
        other = kept.enter_context(opened(copy))
        return other.located(bundle, now=now())


def _name(notes: Sequence[Note], named: str) -> str:
    authors = sorted({note.author for note in notes if note.author})
    return ", ".join(authors) or Path(named).name


def _json(each: Agreement) -> dict[str, Any]:
    counts = {"both": each.both, "only_first": each.only_first, "only_second": each.only_second}
    figures = {"percent": each.percent, "kappa": each.kappa, "alpha": each.alpha}
    return {"code": each.code} | counts | {"neither": each.neither} | figures


def _apart(each: Disagreement) -> dict[str, Any]:
    return {"debate": each.debate, "speech": each.speech, "code": each.code, "by": each.by}


def _tell(names: tuple[str, str], told: Sequence[Agreement], apart: Sequence[Disagreement], units: int) -> None:
    say(f"{names[0]} and {names[1]}, over {units:,} speeches")
    say(f"{'code':<20} {'both':>6} {'first':>6} {'second':>6} {'agree':>7} {'kappa':>7} {'alpha':>7}")
    for each in told:
        percent = "–" if each.percent is None else f"{each.percent:.0%}"
        kappa, alpha = ("–" if value is None else f"{value:.3f}" for value in (each.kappa, each.alpha))
        counts = f"{each.both:>6} {each.only_first:>6} {each.only_second:>6}"
        say(f"{each.code[:20]:<20} {counts} {percent:>7} {kappa:>7} {alpha:>7}")
    for unlike in apart:
        say(f"  {unlike.speech}  {unlike.code}: only {unlike.by}")
