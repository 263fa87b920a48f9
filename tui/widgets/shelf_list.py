"""The list of debates by sitting day: one Line-API widget, so that a key press paints lines and lays out nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.model import DebateId, Shelved
from tui.themes import house_accent
from tui.widgets.ink import over
from tui.widgets.paint_shelf import Row, day_line, debate_line, rows, told_apart


class ShelfList(ScrollView, can_focus=True):
    """Debates by sitting day, newest first, with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "shelf--day",
        "shelf--dim",
        "shelf--title",
        "shelf--notes",
        "shelf--cursor",
        "shelf--commons",
        "shelf--lords",
        "shelf--committee",
        "shelf--other-house",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next debate", id="shelf.next", tooltip="One debate down"),
        Binding("k,up", "move(-1)", "Previous debate", id="shelf.previous", tooltip="One debate up"),
        Binding("ctrl+d", "page(0.5)", "Half a screen down", id="shelf.half-down", tooltip="Half a screen down"),
        Binding("ctrl+u", "page(-0.5)", "Half a screen up", id="shelf.half-up", tooltip="Half a screen up"),
        Binding("space,pagedown,ctrl+f", "page(1)", "Screen down", id="shelf.down", tooltip="A whole screen down"),
        Binding("b,pageup,ctrl+b", "page(-1)", "Screen up", id="shelf.up", tooltip="A whole screen up"),
        Binding("g g,home", "move(-1000000)", "top", id="shelf.top", tooltip="The newest debate"),
        Binding("G,end", "move(1000000)", "Bottom", id="shelf.bottom", tooltip="The oldest debate"),
        Binding("enter,l,right", "open", "Open", id="shelf.open", tooltip="Read this debate where you stopped"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Opened(Message):
        """A debate was chosen."""

        def __init__(self, debate: DebateId) -> None:
            super().__init__()
            self.debate = debate

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.debates: Sequence[Shelved] = ()
        self._rows: tuple[Row, ...] = ()
        self._row_of: tuple[int, ...] = ()
        self._differences: tuple[str, ...] = ()
        self.today = dt.date.min
        self._parts: dict[str, Style] = {}

    def show(self, debates: Sequence[Shelved], today: dt.date, chosen: DebateId | None = None) -> None:
        """Show these debates, the cursor on `chosen` if it is among them."""
        self.debates, self.today = debates, today
        self._rows = rows(debates)
        self._row_of = tuple(index for index, row in enumerate(self._rows) if row.debate is not None)
        self._differences = told_apart(debates)
        self.virtual_size = Size(self.size.width, len(self._rows))
        places = {debate.id: index for index, debate in enumerate(debates)}
        self.cursor = places.get(chosen, self.cursor) if chosen is not None else 0
        self.call_after_refresh(self._keep_in_view)
        self.refresh()

    @property
    def chosen(self) -> Shelved | None:
        return self.debates[self.cursor] if self.debates else None

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.debates) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        for index in (before, after):
            if index < len(self._row_of):
                self._refresh_row(self._row_of[index])
        self._keep_in_view()

    def _refresh_row(self, row: int) -> None:
        self.refresh_lines(row - self.scroll_offset.y, 1)

    def _keep_in_view(self) -> None:
        """The cursor's line and the name of its day where there is room."""
        if not self._row_of or not self.size.height:
            return
        row = self._row_of[self.cursor]
        top, height = self.scroll_offset.y, self.size.height
        above = 1 if self._rows[row - 1].day is not None else 0
        if row - above < top:
            self._scroll(row - above)
        elif row >= top + height:
            self._scroll(row - height + 1)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self._rows))
        self._keep_in_view()

    def render_line(self, y: int) -> Strip:
        row_number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width or self.size.width
        if row_number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[row_number]
        base = self.rich_style
        if row.day is not None:
            cells = day_line(row.day, self.today, width)
        elif row.debate is not None:
            cells = debate_line(self.debates[row.debate], self._differences[row.debate], width)
        else:
            return Strip.blank(width, base)
        here = row.debate is not None and row.debate == self.cursor
        if here:
            base = base + self._part("cursor")
        segments = [Segment(cell.text, base + self._style(cell.part, row)) for cell in cells]
        if here:
            segments[0] = Segment(" ▸ ", base)
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, part: str, row: Row) -> Style:
        if part == "plain":
            return Style.null()
        if part in {"place", "bar"} and row.debate is not None:
            debate = self.debates[row.debate]
            part = house_accent(debate.house, debate.section)
        return self._part(part)

    def _part(self, part: str) -> Style:
        """The style of a part over the ground of the list; the cursor's line keeps its own ground."""
        style = self._parts.get(part)
        if style is None:
            _, ground = self.background_colors
            style = self._parts[part] = over(self.get_component_styles(f"shelf--{part}"), ground)
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._parts.clear()

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, screens: float) -> None:
        """Move the cursor by so many screens of lines, to the debate nearest there."""
        if not self._row_of:
            return
        target = self._row_of[self.cursor] + int(screens * max(1, self.size.height - 1))
        step = 1 if screens > 0 else -1
        reached = [index for index, row in enumerate(self._row_of) if (row - target) * step <= 0]
        self.cursor = (max(reached) if step > 0 else min(reached)) if reached else self.cursor + step

    def action_open(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen.id))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if row < len(self._rows) and (index := self._rows[row].debate) is not None:
            if index == self.cursor or event.chain > 1:
                self.cursor = index
                self.action_open()
            else:
                self.cursor = index
