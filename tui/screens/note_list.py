"""The notes at one place, one of which is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.model import NoteId
from store.records import Code, Note
from tui.screens.base import Modal
from tui.widgets.row_list import Piece, RowList, fit


class NoteList(Modal[NoteId | None]):
    """All notes at the caret; gives the one that is chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", id="note-list.close", tooltip="Choose none of them"),
    ]

    def __init__(self, notes: Sequence[Note], codes: Mapping[str, Code]) -> None:
        super().__init__()
        self._notes, self._codes = notes, codes

    def compose(self) -> ComposeResult:
        with Vertical(id="note-list"):
            yield Static(Content(f"{len(self._notes)} notes here"), classes="ask-title")
            yield RowList(self._draw, id="rows")
            yield Static(Content("Enter chooses   Esc leaves"), classes="ask-keys")

    def on_mount(self) -> None:
        self.query_one(RowList).show(len(self._notes))
        self.set_focus(self.query_one(RowList))

    def _draw(self, row: int, width: int) -> Sequence[Piece]:
        note = self._notes[row]
        letter = self._codes[note.code].letter if note.code and note.code in self._codes else " "
        quote = " … ".join(quote.text for quote in note.quotes if quote.text)
        on = f"“{quote}”" if quote else f"the {note.scope}"
        tags = " ".join(f"#{tag}" for tag in note.tags)
        said = "  ".join(filter(None, (note.body, note.code or "", tags)))
        half = (width - 4) // 2
        return [(f"{letter}  ", "mark"), (fit(said, half), ""), (" ", ""), (fit(on, half), "dim")]

    @on(RowList.Opened)
    def _chosen(self, message: RowList.Opened) -> None:
        self.dismiss(self._notes[message.row].id)
