"""From a command line to the app. Whoever just opens the app does not wait for the parser of the subcommands."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import StoreError
from tui.files import config_file, library_file

if TYPE_CHECKING:
    from store.library.starting import Starting
    from store.model import DebateId
    from tui.ahead import Ahead

NO_MEMORY = "the memory of this machine ran out; what was finished is in the library"
COMMANDS = {
    "open": "opening",
    "demo": "opening",
    "import": "importing",
    "fetch": "fetching",
    "resolve": "fetching",
    "list": "listing",
    "show": "showing",
    "pair": "pairing",
    "cite": "citing",
    "verify": "verifying",
    "basket": "basket",
    "codebook": "codebook",
    "search": "searching",
    "sql": "sql",
    "people": "people",
    "verdict": "judging",
    "promises": "judging",
    "library": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "doctor": "doctoring",
    "export": "exporting",
    "agreement": "agreeing",
    "note": "noting",
    "tag": "noting",
}
"""Name of each subcommand and the module of `tui.cli` that holds it, as `NAME_command`."""

DEFAULT = "open"
COMPLETION = "_DISPATCHBOX_COMPLETE"
"""Set by a shell that asks for completions."""


def prepare() -> None:
    """Until the first frame, or a subcommand, what is read stays: looking through it for garbage would be idle."""
    gc.disable()
    os.umask(0o077)  # whatever is made by us, or by what we start, is the reader's alone
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def refused(message: str) -> str:
    """An expected failure as it is told on standard error."""
    from store.sanitise import clean

    return f"dispatchbox: {clean(message)}"


def plainly(arguments: Sequence[str]) -> tuple[str | None, tuple[str, ...]] | None:
    """The library and what is to be opened, of a command line that does no more than open the app; else None."""
    library, words = None, tuple(arguments)
    if len(words) > 1 and words[0] == "--library":
        library, words = words[1], words[2:]
    if any(word.startswith("-") and word != "-" for word in words) or (words and words[0] in COMMANDS):
        return None
    return library, words


def main() -> None:
    """The `dispatchbox` command."""
    asked = plainly(sys.argv[1:]) if COMPLETION not in os.environ else None
    if asked is None:
        from tui.cli import main as commands  # with the parser, which takes a twentieth of the start

        commands()
        return
    prepare()
    library, what = asked
    try:
        run_app(library_file(library, os.environ), what)
    except StoreError as error:
        print(refused(str(error)), file=sys.stderr)  # noqa: T201 - this is the command line
        sys.exit(2)
    except MemoryError:
        print(refused(NO_MEMORY), file=sys.stderr)  # noqa: T201 - this is the command line
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(1)


def require_terminal() -> None:
    from tui.terminal import refusal

    if why := refusal(os.environ):
        raise StoreError(why)


def run_app(library: Path, what: tuple[str, ...], *, leave: bool = True) -> int:
    """Show the full screen until the reader leaves; exit with the app's code, or return it."""
    require_terminal()
    paths = tuple(word for word in what if word == "-" or _is_there(word) or any(c in word for c in "*?["))
    ahead = _ahead(library, what[0]) if len(what) == 1 and not paths else None
    try:
        code = _show(library, what, paths, ahead)
    finally:
        if ahead is not None:
            ahead.close()
    if leave:
        sys.exit(code)
    return code


def _is_there(word: str) -> bool:
    """Whether a word is a path; also of one that this reader may not look at, which is told when it is read."""
    try:
        return Path(word).exists()
    except OSError as error:
        return isinstance(error, PermissionError)


def _ahead(library: Path, word: str) -> Ahead:
    """Begun before all that this process reads, so that the other has the time of it."""
    from tui.ahead import Ahead

    return Ahead(library, word)


def _find(word: str, library: Starting) -> DebateId:
    return library.find_debate(word)


def _show(library: Path, what: tuple[str, ...], paths: tuple[str, ...], ahead: Ahead | None) -> int:
    from store.library.starting import Starting
    from tui.background import Desk
    from tui.config import read_config

    config = read_config(config_file(os.environ))
    desk = Desk(lambda: Starting.open(library), ahead.go if ahead else None)
    try:
        from tui.app import Dispatchbox, Start  # read while the desk opens the library

        if config.keys:
            from tui.bindings import check

            check(config.keys, config_file(os.environ))
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
