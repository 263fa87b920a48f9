"""A list of sentences in a box: what an import skipped, where a debate came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.screens.base import Modal


def fact(name: str, value: str) -> Horizontal:
    """A name and, beside it, a value of as many lines as it takes."""
    parts = Static(Content(name), classes="fact-name"), Static(Content(value), classes="fact-value")
    return Horizontal(*parts, classes="report-fact")


class ReportScreen(Modal[None]):
    """Shows lines until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space", "dismiss", "Close", id="report.close", tooltip="Close this box"),
        Binding("j,down", "scroll(1)", "Down", id="report.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="report.up", tooltip="One line up"),
    ]

    def __init__(self, title: str, lines: Sequence[str | tuple[str, str]]) -> None:
        """A line is a sentence, or the name of a fact and what it is."""
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="report-box", can_focus=False):
            yield Static(Content(self._title), classes="ask-title")
            for line in self._lines:
                yield Static(Content(line), classes="report-line") if isinstance(line, str) else fact(*line)
            yield Static(Content("Esc closes"), classes="ask-keys")

    def action_scroll(self, lines: int) -> None:
        self.query_one(".report-box").scroll_relative(y=lines, animate=False)
