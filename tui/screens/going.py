"""Going elsewhere from the reader: back and forward, lettered marks, columns, other debates, the source's facts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.model import Debate, DebateId, Position, Speech
from store.readings import Wanted
from tui.background import background
from tui.clock import today
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
                tooltip="The next debate, of what is read or on the shelf"),
        Binding("left_square_bracket left_square_bracket", "next_debate(-1)", "previous debate",
                id="go.previous-debate", tooltip="The beginning of this debate, or the one before"),
        Binding("g c", "column", "column or day", id="go.column", tooltip="Go to a column, or to a day"),
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
        """A jump led here: back returns to where it came from. A place that one is at is no step of its own."""
        del self._trail[self._at + 1 :]
        if self._trail[-1:] == [(asked, position)]:
            return
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
        if asked == self.asked:
            self.go_to(position)
            return
        await self.box.open_reading(asked, position.speech)
        self.pane.caret = position
        self._trail[self._at :] = [(asked, position)]

    @background
    async def action_bookmarks(self) -> None:
        found = await self.box.desk(lambda library: library.bookmarks())
        lines = [f"{letter}   {title}" for letter, _, _, title in found]
        self.box.show_lines("Marked places; ' and the letter goes there", lines or ["none yet"])

    @background
    async def action_next_debate(self, by: int) -> None:
        """Within a reading of many its next debate, or the beginning of this one; else the next on the shelf."""
        thread, here = self.pane.thread, self.debate_id
        if thread is None or here is None:
            return
        if thread.reading.joined:
            place = self.pane.view.place if self.pane.view is not None else 0
            behind = place if by > 0 else place - (self.pane.caret.offset == 0)
            starts = [start for start in thread.starts if (start > place if by > 0 else start <= behind)]
            if starts:
                self.pane.go_to_top(thread.speeches[starts[0] if by > 0 else starts[-1]].id)
            else:
                self.say(f"this is the {'last' if by > 0 else 'first'} debate of what is read")
            return
        found = await self.box.desk(lambda library: library.beside(here, by))
        if found is not None:
            await self.box.open_debate(found)
        else:
            self.say("this is the last debate" if by > 0 else "this is the first debate")

    def action_column(self) -> None:
        about = "a column as printed, 483 or 12WH; or a day: 11 March 2025, 2025-03-11"
        self.app.push_screen(AskScreen("Go to a column or a day", "", about), self._to_column)

    def _to_column(self, asked: str | None) -> None:
        """A column of the caret's debate before the same of another that is read; else a day."""
        from store.search.dates import dates  # read when somebody first goes somewhere

        thread, debate = self.pane.thread, self.debate
        if asked is None or thread is None or debate is None:
            return
        found = _column_in(debate.speeches, asked) or _column_in(thread.speeches, asked)
        if found is not None:
            self.go_to(found)
            return
        day = dates(asked, today()) if _COLUMN.fullmatch(asked.strip()) is None else None
        if day is None or day.first is None:
            self.say(f"column {asked} does not begin in what is read")
        else:
            self._to_day(day.first)

    @background
    async def _to_day(self, day: dt.date) -> None:
        """The first debate of a day: of those that are read, else of the same House, else of any."""
        thread, here = self.pane.thread, self.debate
        if thread is None or here is None:
            return
        for start, debate in zip(thread.starts, thread.reading.debates, strict=True):
            if debate.date == day and debate.speeches:
                self.go_to(Position(thread.speeches[start].id))
                return
        found, near = await self.box.desk(lambda library: library.sitting_on(day, here.house))
        if found is None:
            told = f"; the nearest is {near.day} {near:%B %Y}" if near is not None else ""
            self.say(f"no debate of {day.day} {day:%B %Y} is here{told}")
        else:
            await self.box.open_debate(found)


def _column_in(speeches: Iterable[Speech], asked: str) -> Position | None:
    """Where a column begins."""
    if _COLUMN.fullmatch(asked.strip()) is None:
        return None
    number = _digits(asked)
    for speech in speeches:
        for column, offset in ((speech.column, 0), *((mark.column, mark.offset) for mark in speech.columns)):
            if column and _digits(column) == number:
                return Position(speech.id, offset)
    return None


_COLUMN = re.compile(r"(?:col(?:umn)?s?\.?\s*)?\d{1,5}\s*[A-Z]{0,3}", re.I)
"""`483`, `12WH`, `column 483`; a year is taken for a column too, a day is not."""


def _digits(column: str) -> str:
    found = re.search(r"\d+", column)
    return found.group() if found else column
