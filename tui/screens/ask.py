"""One line asked of the reader: a path, a column, an address."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui.screens.base import Modal


class AskScreen(Modal[str | None]):
    """Asks for one line; gives it, or None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="ask.cancel", tooltip="Close without an answer"),
    ]

    def __init__(self, title: str, value: str = "", help_text: str = "", suggester: Suggester | None = None) -> None:
        super().__init__()
        self._title, self._value, self._help, self._suggester = title, value, help_text, suggester

    def compose(self) -> ComposeResult:
        with Vertical(classes="ask-box"):
            yield Static(Content(self._title), classes="ask-title")
            yield Input(self._value, suggester=self._suggester, compact=True, select_on_focus=False)
            yield Static(Content(self._help), classes="ask-keys")

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
