"""Going elsewhere from the reader: back and forward, lettered marks, columns, other debates, the source's facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.model import Debate, DebateId, Position
from store.readings import Wanted
from tui.background import background
from tui.screens.ask import AskScreen
from tui.screens.base import View

if TYPE_CHECKING:
    from tui.widgets.reading_pane import ReadingPane

TRAIL = 200
"""How many places back the reader remembers."""


class Going(View):
    """The keys of a view with a reading pane that lead to another place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m any", "bookmark", "mark", id="go.mark", tooltip="Mark this place with a letter"),
        Binding("apostrophe any", "to_bookmark", "go", id="go.to-mark", tooltip="Go to the place marked with a letter"),
        Binding("apostrophe apostrophe", "bookmarks", "list", id="go.marks", tooltip="The places marked with letters"),
        Binding("ctrl+o,alt+left", "trail(-1)", "Back", id="go.back", tooltip="Where you were before the last jump"),
        Binding("ctrl+n,alt+right", "trail(1)", "Forward", id="go.forward", tooltip="Forward again after back"),
        Binding("right_square_bracket right_square_bracket", "next_debate(1)", "next debate", id="go.next-debate",
                tooltip="The next debate on the shelf"),
        Binding("left_square_bracket left_square_bracket", "next_debate(-1)", "previous debate",
                id="go.previous-debate", tooltip="The debate before on the shelf"),
        Binding("g c", "column", "column", id="go.column", tooltip="Go to a column"),
    ]  # fmt: skip

    if TYPE_CHECKING:
        asked: Wanted | None

        @property
        def debate_id(self) -> DebateId | None: ...

        @property
        def pane(self) -> ReadingPane: ...

    def __init__(self) -> None:
        super().__init__()
        self._trail: list[tuple[Wanted, Position]] = []
        self._at = -1

    @property
    def debate(self) -> Debate | None:
        """The debate of the speech at the caret."""
        return self.pane.thread.debate_of(self.pane.caret.speech) if self.pane.thread is not None else None

    def remember(self, asked: Wanted, position: Position) -> None:
        """A jump led here: back returns to where it came from."""
        del self._trail[self._at + 1 :]
        self._trail.append((asked, position))
        del self._trail[:-TRAIL]
        self._at = len(self._trail) - 1

    def go_to(self, position: Position) -> None:
        """Jump within what is read, remembering both ends."""
        if self.asked is not None:
            self.remember(self.asked, self.pane.caret)
            self.pane.caret = position
            self.remember(self.asked, position)

    @background
    async def action_trail(self, by: int) -> None:
        at = self._at + by
        if not 0 <= at < len(self._trail):
            self.say("nothing further back" if by < 0 else "nothing further forward")
            return
        trail, (asked, position) = list(self._trail), self._trail[at]
        await self.box.open_reading(asked)
        self._trail, self._at = trail, at
        self.pane.caret = position

    @background
    async def action_bookmark(self, letter: str) -> None:
        if (debate := self.debate_id) is not None and self.asked is not None:
            key, position = self.asked.key, self.pane.caret
            await self.box.desk(lambda library: library.keep_bookmark(letter, debate, position, key))
            self.say(f"marked {letter}")

    @background
    async def action_to_bookmark(self, letter: str) -> None:
        found = await self.box.desk(lambda library: library.bookmark(letter))
        if found is None:
            self.say(f"no place is marked {letter}; m {letter} marks one")
            return
        asked, position = found
        await self.box.open_reading(asked, position.speech)
        self.go_to(position)

    @background
    async def action_bookmarks(self) -> None:
        found = await self.box.desk(lambda library: library.bookmarks())
        lines = [f"{letter}   {title}" for letter, _, _, title in found]
        self.box.show_lines("Marked places; ' and the letter goes there", lines or ["none yet"])

    @background
    async def action_next_debate(self, by: int) -> None:
        shelf = await self.box.desk(lambda library: library.shelf())
        order = [debate.id for debate in shelf]
        if self.debate_id in order and 0 <= (at := order.index(self.debate_id) + by) < len(order):
            await self.box.open_debate(order[at])
        else:
            self.say("this is the last debate" if by > 0 else "this is the first debate")

    def action_column(self) -> None:
        self.app.push_screen(AskScreen("Go to column", "", "a number as printed: 483, 12WH"), self._to_column)

    def _to_column(self, wanted: str | None) -> None:
        debate = self.debate
        if wanted is None or debate is None:
            return
        number = _digits(wanted)
        for speech in debate.speeches:
            marks = [(speech.column, 0), *((mark.column, mark.offset) for mark in speech.columns)]
            for column, offset in marks:
                if column and _digits(column) == number:
                    self.go_to(Position(speech.id, offset))
                    return
        self.say(f"column {wanted} does not begin in this debate")


def _digits(column: str) -> str:
    found = re.search(r"\d+", column)
    return found.group() if found else column
