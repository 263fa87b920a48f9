"""The part of the app that hands things on: to the clipboard, to the browser, to another program."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.background import writing
from tui.ending import Orderly
from tui.files import last_copy

if TYPE_CHECKING:
    from tui.app import Start
    from tui.background import Desk

KEPT = 10
"""Copies in the register."""
LARGEST_KEPT = 200_000
"""Characters of a copy that is kept there."""
PIPE_SECONDS = 60.0
"""How long a program may take with what was piped into it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy in the register."""

    text: str
    what: str


class Handing(Orderly):
    """An app from which words leave."""

    began: Start
    desk: Desk
    if TYPE_CHECKING:

        def say(self, words: str) -> None: ...

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("quotation_mark", "register", "Register", id="app.register", tooltip="The last ten copies"),
        Binding("g q", "basket", "basket", id="app.basket", tooltip="The quotations gathered with s"),
        Binding("g y", "verify", "verify a draft", id="app.verify", tooltip="Check the quotations of a draft"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._copies: list[Kept] | None = None
        self.recipes: dict[str, str | None] = {}
        """How copies are made, by the settings that keep it; what was asked for once is at hand."""
        self._draft = ""
        """The draft that was checked last."""
        self.piped_last = ""
        """The command to which something was piped last."""

    def copy_to_clipboard(self, text: str) -> None:
        """Textual's own copying (ctrl+c in a text box) goes the same way as ours."""
        self._clipboard = text
        self.copy(text, "the selection")

    @writing
    async def copy(self, text: str, what: str, lacks: Sequence[str] = ()) -> None:
        """Put a text where it can be pasted, and say which way it went, what its citation lacks, and how to find it."""
        from tui import clipboard  # read when something is first copied

        around = clipboard.surroundings(
            last_copy(self.began.library), self._write_to_terminal, self.began.config.clipboard_command
        )
        copied = await asyncio.to_thread(clipboard.copy, text, around)
        lines = text.count("\n") + 1
        counted = f" ({lines} lines)" if lines > 1 and not lacks else ""
        missing = f" without {', '.join(lacks)}" if lacks else ""
        here = hasattr(self.screen, "action_resolve")
        finds = "; g v finds them" if here and {"volume", "column"} & set(lacks) else ""
        self.say(f"{copied.sentence}: {what}{missing}{finds}{counted}")
        await self._keep(Kept(clipboard.paste_safe(text), what))

    def _write_to_terminal(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    # The register

    async def register(self) -> list[Kept]:
        """The last copies, the newest first; they outlast the program."""
        if self._copies is None:
            kept = await self.desk(lambda library: library.setting("register"))
            self._copies = [Kept(text, what) for text, what in json.loads(kept or "[]")]
        return self._copies

    async def _keep(self, copy: Kept) -> None:
        register = await self.register()
        register[:] = [copy, *(kept for kept in register if kept.text != copy.text)][:KEPT]
        small = [(kept.text, kept.what) for kept in register if len(kept.text) <= LARGEST_KEPT]
        self.desk.keep(lambda library: library.keep_setting("register", json.dumps(small, ensure_ascii=False)))

    @writing
    async def action_register(self) -> None:
        from tui.screens.register import RegisterScreen  # read when first asked for

        register = await self.register()
        if not register:
            self.say("nothing has been copied yet; y y copies a quotation with its citation")
            return

        def chosen(kept: Kept | None) -> None:
            if kept is not None:
                self.copy(kept.text, kept.what)

        self.push_screen(RegisterScreen(register), chosen)

    def action_basket(self) -> None:
        from tui.screens.basket import BasketScreen  # read when first asked for

        if not isinstance(self.screen, BasketScreen):
            self.push_screen(BasketScreen())

    def action_verify(self) -> None:
        from tui.screens.ask import AskScreen  # these two are read when they are first asked for
        from tui.screens.paths import Paths

        keys = "Markdown, text, HTML or Word   → completes   Enter checks it   Esc leaves"
        self.push_screen(AskScreen("Check the quotations of a draft", self._draft, keys, Paths()), self._verify)

    def _verify(self, path: str | None) -> None:
        if path:
            from tui.screens.verifying import VerifyScreen

            self._draft = path
            self.push_screen(VerifyScreen(Path(path).expanduser()))

    # Links and programs

    def open_link(self, url: str) -> None:
        """Open an address in the browser: only http and https, and the machine is told."""
        import webbrowser  # these are read when something is first handed on

        from store.links import host

        if (name := host(url)) is None:
            self.say(f"not opened: {url}" if url else "the source of this debate gave no link")
            return
        webbrowser.open(url)
        self.say(f"opened at {name}")

    @writing
    async def pipe(self, text: str, command: str) -> None:
        """Give a text to a program on its standard input, without a shell, and show what it prints."""
        import shlex

        try:
            words = shlex.split(command)
        except ValueError as error:
            self.say(f"“{command}” is no command: {error}")
            return
        if not words:
            return
        self.piped_last = command
        told, lines = await _run(words, text)
        self.say(told)
        if lines:
            from tui.screens.report import ReportScreen  # read when there is something to show

            self.push_screen(ReportScreen(command, lines))


async def _run(words: Sequence[str], text: str) -> tuple[str, list[str]]:
    """What became of a program, and what it printed, made safe to show."""
    from store.sanitise import clean

    name = os.path.basename(words[0])  # noqa: PTH119 - a word of a command, not a path of ours
    try:
        process = await asyncio.create_subprocess_exec(
            *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
    except (OSError, ValueError) as error:
        return f"{name} cannot be run: {getattr(error, 'strerror', None) or error}", []
    try:
        printed, _ = await asyncio.wait_for(process.communicate(text.encode()), PIPE_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()
        return f"{name} was stopped after {PIPE_SECONDS:.0f} seconds", []
    lines = clean(printed.decode("utf-8", "replace")).rstrip("\n").split("\n") if printed.strip() else []
    ended = "" if process.returncode == 0 else f", and ended with {process.returncode}"
    return f"piped to {name}{ended}", lines
