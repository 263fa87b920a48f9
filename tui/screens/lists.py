"""What the views that are lists have in common: a title, the rows, what is under the cursor, a status line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from store.records import Change
from tui.keys import flow
from tui.screens.base import View
from tui.widgets.row_list import Piece, RowList

BESIDE = 100
"""Columns from which the preview stands beside the rows; below them it stands under them."""


class ListScreen(View):
    """A view of rows. A subclass draws a row, tells of the row under the cursor, and loads."""

    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "close", "Close", id="list.close", tooltip="Back to where you were"),
    ]
    FOLLOWS = False
    FILTER = ""
    """What the filter's box says while it is empty; a view without one has no filter."""

    def __init__(self) -> None:
        super().__init__()
        self._said = ""

    def compose(self) -> ComposeResult:
        yield Static(id="list-title", markup=False)
        if self.FILTER:
            yield Input(id="list-filter", placeholder=self.FILTER, compact=True)
        with Horizontal(id="list-body"):
            yield RowList(self.draw, id="rows")
            yield Static(id="list-preview", markup=False)
        yield Static(id="list-status", markup=False)

    def on_mount(self) -> None:
        if self.FILTER:
            self.query_one("#list-filter").display = False
        self.box.changed.subscribe(self, self.on_change)
        self.set_focus(self.rows)
        self.reload()

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        """The pieces of a row."""
        return ()

    def preview(self) -> Content:
        """What is under the cursor, in more words."""
        return Content()

    def on_change(self, change: Change) -> None:
        """Something changed, here or elsewhere."""
        self.reload()

    @on(RowList.Moved)
    def show_preview(self) -> None:
        self.query_one("#list-preview", Static).update(self.preview())

    def title_line(self, name: str, facts: str) -> None:
        """The name of the view and what there is."""
        self.query_one("#list-title", Static).update(Content.assemble((f" {name}", "bold"), f"   {facts}"))

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= BESIDE, "beside")

    def say(self, words: str) -> None:
        self._said = words
        self._status(words)

    def _status(self, words: str) -> None:
        self.query_one("#list-status", Static).update(Content(words))

    def show_hint(self, choices: Sequence[tuple[str, str]]) -> None:
        self._status("\n".join(flow(choices, self.size.width - 2)) or self._said)

    # The filter, where there is one

    def action_filter(self) -> None:
        box = self.query_one("#list-filter", Input)
        box.display = True
        self.set_focus(box)

    @on(Input.Submitted, "#list-filter")
    def to_rows(self) -> None:
        self.set_focus(self.rows)

    def leave_filter(self) -> bool:
        """Close and empty the filter; whether it was open."""
        box = self.query_one("#list-filter", Input)
        was_open = box.display
        if was_open:
            box.display, box.value = False, ""
            self.set_focus(self.rows)
        return was_open

    def action_close(self) -> None:
        self.dismiss()
