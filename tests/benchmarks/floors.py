"""The least that Textual itself takes: `python -m tests.benchmarks.floors launch` or `… pane`."""

from __future__ import annotations

import sys
from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

READY = "ready to begin"
LINES = 175_000


class Launch(App[None]):
    """One widget with a few words."""

    def compose(self) -> ComposeResult:
        yield Static(READY)


class Lines(ScrollView, can_focus=True):
    """As many lines as the longest sitting has, each made when it is painted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "by(1)"),
        Binding("k", "by(-1)"),
        Binding("space", "by(28)"),
        Binding("J", "by(14)"),
    ]

    def on_mount(self) -> None:
        self.virtual_size = Size(78, LINES)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = f"{READY} {row} of the words of record, as many as there is room for in a line"
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)

    def action_by(self, rows: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + rows, animate=False, immediate=True)


class Pane(App[None]):
    """The lines alone."""

    def compose(self) -> ComposeResult:
        yield Lines()

    def on_mount(self) -> None:
        self.query_one(Lines).focus()


if __name__ == "__main__":
    {"launch": Launch, "pane": Pane}[sys.argv[1]]().run()
