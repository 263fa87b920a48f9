"""Turns that a reading leaves out, opened and closed in place; and readings from the speech at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from store.readings import Reading
from store.threads import thread
from tui.background import background
from tui.screens.choosing import Choosing
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from store.model import DebateId, SpeechId


class Opening(Choosing):
    """A view with a reading pane, in which turns that are left out open in place."""

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

        @property
        def debate_id(self) -> DebateId | None: ...

    def stands_at(self) -> tuple[DebateId, SpeechId | None] | None:
        debate = self.debate_id
        return (debate, self.pane.caret.speech) if debate is not None else None

    def found_words(self) -> tuple[str, tuple[SpeechId, ...]]:
        return self.pane.sought, tuple(dict.fromkeys(span.speech for span in self.pane.hits))

    @on(ReadingPane.GapOpened)
    @background
    async def _open_gap(self, message: ReadingPane.GapOpened) -> None:
        shown = self.pane.thread
        if shown is not None and message.gap in shown.reading.gaps:
            reading = await self.box.desk(lambda library: library.open_gap(shown.reading, message.gap))
            await self._show_instead(reading, message.row)

    @on(ReadingPane.GapClosed)
    @background
    async def _close_gap(self, message: ReadingPane.GapClosed) -> None:
        shown = self.pane.thread
        if shown is not None:
            reading = await self.box.desk(lambda library: library.close_gap(shown.reading, message.speeches))
            await self._show_instead(reading, None)

    async def _show_instead(self, reading: Reading, row: int | None) -> None:
        """Show the same with other turns. What opened is stood on, at the row where it was left out; where that under
        the caret closed, the speech before it."""
        notes = await self.box.desk(lambda library: library.reading_notes(reading))
        self.pane.show_instead(thread(reading), notes, row)
