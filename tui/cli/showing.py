"""`dispatchbox show`: one debate as plain text or JSON."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.output import opened, say, say_json


@click.command("show")
@click.argument("debate")
@click.option("--plain/--json", "plainly", default=True, help="Text that reads well aloud, or JSON.")
@click.pass_obj
def show_command(library: Path, debate: str, plainly: bool) -> None:
    """Print a debate, named by its number, source id or title."""
    from store.plain import debate_json, plain
    from store.threads import thread

    with opened(library) as lib:
        found = lib.debate(lib.find_debate(debate))
    if not plainly:
        say_json(debate_json(found))
        return
    for line in plain(thread(found)):
        say(line)
