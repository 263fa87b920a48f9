"""`dispatchbox [PATH|DEBATE…]` and `dispatchbox demo`: the app."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from tui.launching import require_terminal, run_app


@click.command("open", hidden=True)
@click.argument("what", nargs=-1, metavar="[PATH|DEBATE]…")
@click.pass_obj
def open_command(library: Path, what: tuple[str, ...]) -> None:
    """Open the app; files are brought in first."""
    run_app(library, what)


@click.command("demo")
def demo_command() -> None:
    """Look around in the sample debates of an invented parliament; nothing is kept."""
    from tui.cli.demo import fill

    with tempfile.TemporaryDirectory(prefix="dispatchbox-demo-") as folder:
        library = Path(folder) / "demo.db"
        require_terminal()
        fill(library)
        code = run_app(library, (), leave=False)
    sys.exit(code)
