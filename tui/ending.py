"""The app and its terminal: the wall against escape sequences, signals, a terminal that goes away, a bug."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text
from textual.app import App
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui.crash import report, terminal_gone
from tui.guarding import Guard
from tui.screens.base import Keeping
from tui.wall import ControlFilter

PATIENCE = 8.0
"""Seconds after which a program without a terminal ends, whatever still waits: longer than the library waits for a
lock."""


class Orderly(App[None]):
    """An app that keeps what was typed and gives the terminal back as it was, whoever ends it."""

    log_folder: Path
    """Where a bug leaves its log."""

    _wall = ControlFilter()
    _guard: Guard | None = None
    _up = False
    """Whether the first screen stands."""
    _asked_to_leave: int | None = None
    """The exit code of whoever asked before that."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._wall]

    def on_load(self) -> None:
        """Before the terminal is taken, so that no signal finds it half taken. SIGINT is no key: ctrl+c copies."""
        if sys.platform == "win32":
            return
        if not self.is_headless:
            self._guard = Guard()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.leave, 128 + number)
        loop.add_signal_handler(signal.SIGINT, lambda: None)

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())
        if not self.is_headless and sys.platform != "win32":
            textual = signal.getsignal(signal.SIGCONT)
            asyncio.get_running_loop().add_signal_handler(signal.SIGCONT, self._continued, textual)

    def _continued(self, textual: object) -> None:
        """After a stop Textual takes the terminal anew, which it must not do where SIGSTOP left it taken; the end of
        a terminal comes as SIGCONT too."""
        import termios

        if terminal_gone():
            self.leave(128 + signal.SIGHUP)
        elif callable(textual) and termios.tcgetattr(0)[3] & termios.ICANON:
            textual()
        else:
            self.action_redraw()

    def on_ready(self) -> None:
        self._up = True
        if self._asked_to_leave is not None:
            self.leave(self._asked_to_leave)

    def leave(self, code: int) -> None:
        """Close in good order: what is being typed is kept as a draft before the terminal is given back. A screen
        that is being built is built first."""
        self._asked_to_leave = code
        if not self._up:
            return
        for screen in self.screen_stack:
            if isinstance(screen, Keeping):
                screen.keep_now()
        if not self.is_headless and terminal_gone():
            watchdog = threading.Timer(PATIENCE, os._exit, (code,))
            watchdog.daemon = True
            watchdog.start()
        self.workers.cancel_all()
        self.exit(return_code=code)

    def let_go(self) -> None:
        """The terminal is given back: nobody need watch over it any more."""
        if self._guard is not None:
            self._guard.goodbye()

    def look_for_terminal(self) -> None:
        """Leave where the terminal has gone, though no signal may have said so."""
        if not self.is_headless and terminal_gone():
            self.leave(128 + signal.SIGHUP)

    async def action_quit(self) -> None:
        self.leave(0)

    def action_redraw(self) -> None:
        self.refresh(layout=True)

    def panic(self, *renderables: RenderableType) -> None:
        """Textual tells of a terminal that cannot be read as of a bug."""
        if terminal_gone():
            self.leave(128 + signal.SIGHUP)
        else:
            super().panic(*renderables)

    def _handle_exception(self, error: Exception) -> None:
        """A view that looks for its parts after it was closed, as somebody types faster than it stands, is no bug;
        nor is one whose parts go first as the program ends."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, NoMatches) and (not self.is_running or self._of_closed_view(cause)):
            return
        super()._handle_exception(error)

    def _of_closed_view(self, error: BaseException) -> bool:
        asking = (frame.f_locals.get("self") for frame, _ in traceback.walk_tb(error.__traceback__))
        views = (node for node in asking if isinstance(node, Screen))
        return any(view not in self.screen_stack or not view.is_mounted for view in views)

    def _fatal_error(self) -> None:
        """Textual would print every local variable here; a bug gets one sentence, and its traceback a private log."""
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        if error is not None and not self._exit_renderables:
            self._exit_renderables.append(Text(report(error, self.log_folder)))
        self._close_messages_no_wait()
