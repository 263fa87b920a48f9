"""Turns that a reading leaves out: which stand beside the caret, and how the page changes where they open and close."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from store.model import Place, Position, Span, SpeechId
from store.readings import Gap, Thread
from store.records import Note
from tui.layout.asides import Asides
from tui.layout.find import find
from tui.layout.motions import align, hit_from
from tui.widgets.reading_view import ReadingView


class ReadingGaps(ReadingView):
    """A `ReadingView` that asks for what is left out, and shows it in place."""

    class GapOpened(Message):
        """The reader asks to see turns that are left out."""

        def __init__(self, gap: Gap, row: int) -> None:
            """`row` is the row of the screen at which they are left out."""
            super().__init__()
            self.gap, self.row = gap, row

    class GapClosed(Message):
        """The reader asks to leave out again what was opened."""

        def __init__(self, speeches: tuple[SpeechId, ...]) -> None:
            super().__init__()
            self.speeches = speeches

    sought = ""
    """The words that were last searched for."""

    def search(self, text: str) -> int:
        """Find words in this debate, go to the first from where the search began, and tell how many there are."""
        return self.found(text, find(self.thread.speeches, text) if self.thread is not None else ())

    def found(self, text: str, hits: tuple[Span, ...]) -> int:
        """The same, where they have been found already."""
        self.sought = text
        if not self._hits:
            self._sought_from = self.caret
        self.hits = hits
        if self.view is not None and (found := hit_from(self.view.page, self._hits, self._sought_from)):
            self.stand_on(found)
        return len(self._hits)

    def set_asides(self, asides: Asides) -> None:
        """Other asides on what is shown; the caret keeps its row."""
        self.asides = asides
        self._lay_out()

    def go_to_top(self, speech: SpeechId) -> None:
        """The caret at the beginning of a speech, and that at the top with what leads to it."""
        if self.view is not None:
            self.set_view(align(self.view, Position(speech)))

    def open_gap(self, row: int | None = None) -> bool:
        """Ask for what is left out at a row of the page, or else beside the caret: before the speech, or after it."""
        found = self._gap_at(row) if row is not None else next(iter(self._gaps_beside()), None)
        if found is None or self.view is None:
            return False
        at, gap = found
        self.post_message(self.GapOpened(gap, min(max(0, at - self.view.top), self.view.height - 1)))
        return True

    def close_gap(self) -> bool:
        """Ask that the turns around the caret that were opened be left out again."""
        if self.view is None or self.caret.speech not in self.view.page.thread.reading.opened:
            return False
        speeches, opened = self.view.page.speeches, self.view.page.thread.reading.opened
        first = last = self.view.place
        while first and speeches[first - 1].id in opened:
            first -= 1
        while last + 1 < len(speeches) and speeches[last + 1].id in opened:
            last += 1
        self.post_message(self.GapClosed(tuple(speech.id for speech in speeches[first : last + 1])))
        return True

    def _gap_at(self, row: int) -> tuple[int, Gap] | None:
        lead = self.view.page.lead_at(row) if self.view is not None else None
        return (row, lead.gap) if lead is not None and lead.gap is not None else None

    def _gaps_beside(self) -> list[tuple[int, Gap]]:
        """Rows and gaps: that before the caret's speech, that after it, that of the debate above."""
        if self.view is None or not self.view.page.thread.reading.gaps:
            return []
        page, place = self.view.page, self.view.place
        above = range(page.led_rows_of(place).start, page.rows_of(place).start)
        end = page.rows_of(place).stop
        below = range(end, len(page) if place + 1 == len(page.speeches) else page.rows_of(place + 1).start)
        before = [found for row in above if (found := self._gap_at(row))]
        after = [found for row in below if (found := self._gap_at(row))]
        own = [found for found in before if not found[1].ends]
        return [*own, *after, *(found for found in before if found[1].ends)]

    def show_instead(self, thread: Thread, notes: Sequence[Note], row: int | None) -> None:
        """Show the same reading with other turns: with the first of those that opened at a row of the screen; where the
        caret's speech closed, with the speech before it."""
        if self.view is None:
            return
        old = self.view.page
        now = {speech.id for speech in thread.speeches}
        opened = next((speech.id for speech in thread.speeches if speech.id not in old.places), None)
        place = self.place()
        if opened is not None and row is not None:
            place = Place(Position(opened), row, place.read)
        elif place.position.speech not in now:
            left = [speech.id for speech in old.speeches[: self.view.place] if speech.id in now]
            place = Place(Position(left[-1] if left else thread.speeches[0].id), place.row, place.read)
        self.marked = self.marked & now
        self.show(thread, notes, tuple(self.codes.values()), place)
        if self.hits:
            self.hits = find(thread.speeches, self.sought)
