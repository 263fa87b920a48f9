"""`dispatchbox library`: where everything is kept."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli.output import opened, say


@click.command("library")
@click.pass_obj
def library_command(library: Path) -> None:
    """Say where the library is and what it holds."""
    with opened(library) as lib:
        debates, speeches = lib.totals()
    say(str(library.absolute()))
    say(f"{debates:,} debates, {speeches:,} speeches, {library.stat().st_size / 2**20:,.1f} MB")
