"""`dispatchbox pair`: what two people said to each other, as plain text or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import NotFoundError
from tui.cli.output import opened, say, say_csv, say_json, tell

if TYPE_CHECKING:
    from store.library import Library
    from store.readings import Wanted


@click.command("pair")
@click.argument("one")
@click.argument("two")
@click.option("--parliament", metavar="YEAR", default="", help="Only that Parliament: the year of its election.")
@click.option("--plain/--json", "plainly", default=True, help="Text that reads well aloud, or JSON.")
@click.option("--glance", "form", flag_value="glance", help="The two at a glance, drawn in text.")
@click.option("--csv", "form", flag_value="csv", help="The same numbers as CSV.")
@click.pass_context
def pair_command(
    ctx: click.Context, one: str, two: str, parliament: str, plainly: bool, form: str | None
) -> None:  # fmt: skip
    """Print the debates between two people, the newest first.

    A family name will do, or the beginnings of names; where nobody has that name, those near it are told.
    """
    from store.plain_readings import plain_reading, reading_json
    from store.readings import Of, Wanted

    library: Path = ctx.obj
    with opened(library) as lib:
        people = tuple(lib.voices().find(name).key for name in (one, two))
        asked = Wanted(Of.PAIR, people=people, parliament=parliament)
        lib.check(asked)
        try:
            if form is not None:
                _glance(lib, asked, form)
                return
            reading = lib.reading(asked)
        except NotFoundError as error:
            tell(f"dispatchbox: {error}")
            ctx.exit(1)
    if not plainly:
        say_json(reading_json(reading))
        return
    for line in plain_reading(reading):
        say(line)


def _glance(lib: Library, asked: Wanted, form: str) -> None:
    from store.glance import drawn, table

    seen = lib.seen(asked)
    if form == "csv":
        say_csv(table(seen))
        return
    say(f"{seen.names[0]} and {seen.names[1]}")
    for line in drawn(seen):
        say(line)
