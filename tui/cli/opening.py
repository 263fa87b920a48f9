"""`dispatchbox [PATH|DEBATE…]` and `dispatchbox demo`: the app."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store.errors import StoreError
from tui.config import Config, read_config
from tui.files import config_file

if TYPE_CHECKING:
    from store.library.starting import Starting
    from store.model import DebateId


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
        _require_terminal()
        fill(library)
        code = run_app(library, (), leave=False)
    sys.exit(code)


def _require_terminal() -> None:
    from tui.terminal import refusal

    if why := refusal(os.environ):
        raise StoreError(why)


def run_app(library: Path, what: tuple[str, ...], *, leave: bool = True) -> int:
    """Show the full screen until the reader leaves; exit with the app's code, or return it."""
    _require_terminal()
    config = read_config(config_file(os.environ))
    code = _show(library, config, what)
    if leave:
        sys.exit(code)
    return code


def _find(word: str, library: Starting) -> DebateId:
    return library.find_debate(word)


def _show(library: Path, config: Config, what: tuple[str, ...]) -> int:
    from store.library.starting import Starting
    from tui.ahead import Ahead
    from tui.background import Desk

    paths = tuple(word for word in what if word == "-" or Path(word).exists() or any(c in word for c in "*?["))
    ahead = Ahead(library, what[0]) if len(what) == 1 and not paths else None
    desk = Desk(lambda: Starting.open(library), ahead.go if ahead else None)
    try:
        from tui.app import Dispatchbox, Start  # read while the desk opens the library

        desk.opened()
        debate = None
        for word in what:
            if word not in paths:
                debate = desk.first(partial(_find, word))
        app = Dispatchbox(Start(library, config, paths, debate, ahead), desk)
        try:
            app.run()
        finally:
            app.let_go()
        return app.return_code or 0
    finally:
        desk.close()
        if ahead is not None:
            ahead.close()
