"""The reader: one debate as exchanges, and everything a person does to its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store.model import Debate, DebateId, Place, Position, SpeechId
from store.records import Change
from store.threads import thread
from tui.background import background
from tui.screens.base import View
from tui.screens.copying import Copying
from tui.screens.marking import Marking
from tui.widgets.reading_pane import ReadingPane


class ReaderScreen(Marking, Copying, View):
    """Shows one debate; the place is kept as it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "close", "Close", id="reader.close", tooltip="Back to the shelf; the place is kept"),
        Binding("slash", "find", "Find", id="reader.find", tooltip="Find words in this debate"),
        Binding("m any", "bookmark", "mark", id="reader.bookmark", tooltip="Mark this place with a letter"),
        Binding("apostrophe any", "to_bookmark", "go", id="reader.to-bookmark", tooltip="Go to a marked place"),
        Binding(
            "apostrophe apostrophe", "bookmarks", "list of marks", id="reader.bookmarks", tooltip="The marked places"
        ),
        Binding("ctrl+o,alt+left", "back(-1)", "Back", id="reader.back", tooltip="Where you were before the last jump"),
        Binding("ctrl+n,alt+right", "back(1)", "Forward", id="reader.forward", tooltip="Forward again after back"),
        Binding("right_square_bracket right_square_bracket", "debate(1)", "next debate", id="reader.next-debate",
                tooltip="The next debate of the shelf"),
        Binding("left_square_bracket left_square_bracket", "debate(-1)", "previous debate",
                id="reader.previous-debate", tooltip="The previous debate of the shelf"),
        Binding("g i", "provenance", "facts and source", id="reader.provenance", tooltip="Where this debate came from"),
        Binding("g c", "go_to_column", "column", id="reader.column", tooltip="Go to a column"),
        Binding("o", "browse", "Source", id="reader.browse", tooltip="Open the source in the browser"),
        Binding("O", "link", "Link", id="reader.link", tooltip="Show the link of this speech"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.debate: Debate | None = None
        self._trail: list[tuple[DebateId, Position]] = []
        self._trail_at = 0

    def compose(self) -> ComposeResult:
        yield ReadingPane(id="pane")
        yield Input(id="find", placeholder="find in this debate", compact=True)

    def on_mount(self) -> None:
        self.query_one("#find").display = False
        self.box.changed.subscribe(self, self._on_change)
        self.pane.focus()

    @property
    def pane(self) -> ReadingPane:
        return self.query_one(ReadingPane)
