"""`dispatchbox list`: the debates of the library, newest first."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.output import counted, opened, say, say_json


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_command(library: Path, as_json: bool) -> None:
    """List the debates, newest first."""
    from store.plain import HOUSES, long_date, shelved_json

    with opened(library) as lib:
        debates = lib.shelf()
    if as_json:
        say_json({"debates": [shelved_json(debate) for debate in debates]})
        return
    day = None
    for debate in debates:
        if debate.date != day:
            say(long_date(debate.date))
            day = debate.date
        count = counted(debate.exchanges, "exchange") if debate.exchanges else counted(debate.speeches, "speech")
        say(f"  {debate.id}  {HOUSES.get(debate.house, debate.house)}: {debate.title} ({count})")
