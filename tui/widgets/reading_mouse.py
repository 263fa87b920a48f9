"""The reading pane under the mouse: the wheel, a click, and words chosen by dragging."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from store.model import Position
from tui.layout import motions
from tui.layout.motions import View
from tui.layout.page import LineKind
from tui.widgets.paint_bar import row_at
from tui.widgets.reading_view import ReadingView

WHEEL_ROWS = 3


class ReadingMouse(ReadingView):
    """A `ReadingView` that the mouse moves."""

    if TYPE_CHECKING:

        def _go(self, way: Callable[[View], View]) -> None: ...

        def action_scroll_rows(self, rows: int) -> None: ...

        def action_fold(self, how: str) -> None: ...

        def open_gap(self, row: int | None = None) -> bool: ...

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self.action_scroll_rows(rows)

    def _under(self, event: events.MouseEvent) -> Position | None:
        """The place under the mouse; None outside the text."""
        parts = self.frame
        row = event.y - parts.head
        if self.view is None or not self.view.page.speeches or not 0 <= row < parts.body:
            return None
        return self.view.page.position_at(self.view.top + row, event.x - parts.text.left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and not self._click_panel(event):
            self._pressed = self._under(event)
            if self._pressed is not None:
                self.capture_mouse()
                self.clear_selection()

    def _click_panel(self, event: events.MouseEvent) -> bool:
        """Go where the outline or the bar leads or to the answer of a verdict, or open a note beside the text."""
        parts, row = self.frame, event.y - self.frame.head
        if self.view is None or not 0 <= row < parts.body:
            return False
        if parts.bar.holds(event.x):
            first = row_at(row, len(self.view.page), parts.body)
            self._go(lambda view: motions.align(view, view.page.position_at(first)))
            return True
        if parts.outline is not None and parts.outline.holds(event.x):
            index = self.scene.outline_top + row
            if index < len(self.scene.outline.entries):
                place = self.scene.outline.entries[index].turn
                self._go(lambda view: motions.align(view, Position(view.page.speeches[place].id)))
            return True
        if parts.notes is not None and parts.notes.holds(event.x):
            card = self.painter.cards(self.scene)[row]
            if card is not None and card.note:
                self.note = card.note
                self.repaint()
                self.post_message(self.NoteOpened(card.note))
            elif card is not None and card.judged:
                there = Position(card.judged)
                self._go(lambda view: motions.taken_to(view, there))
            return True
        return False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None:
            return
        there = self._under(event)
        if there is not None and (self.choosing or there != self._pressed):
            if not self.choosing:
                self.choose("v", self._pressed)
            self._go(lambda view: motions.put(view, there))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if pressed is None or self.choosing or self.view is None:
            return
        row = self.view.top + event.y - self.frame.head
        self._go(lambda view: motions.put(view, pressed))
        if self.open_gap(row):
            return
        under = self.view.page.line(min(row, len(self.view.page) - 1))
        if pressed.speech in self.folds and under.kind is LineKind.FOLD:
            self.action_fold("open")

    _pressed: Position | None = None
    """Where the button went down, while it is down."""
