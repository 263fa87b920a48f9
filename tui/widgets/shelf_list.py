"""The list of debates by sitting day: one Line-API widget, so that a key press paints lines and lays out nothing.

It holds which debates there are as numbers, and of a few hundred around what is in view what their lines show: a shelf
of a hundred thousand scrolls like one of ten.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_right
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

from store.listed import Listing
from store.model import DebateId, Shelved
from tui.themes import house_accent
from tui.widgets.ink import over
from tui.widgets.paint_shelf import Lines, Row, debate_line, group_line
from tui.widgets.shelf_rows import BLOCK, Known

NOTHING = Listing(array("q"), (), ())


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
        Binding(
            "right_curly_bracket", "group(1)", "Next day", id="shelf.next-day", tooltip="The next sitting day, or group"
        ),
        Binding(
            "left_curly_bracket",
            "group(-1)",
            "Day before",
            id="shelf.previous-day",
            tooltip="The sitting day, or group, above",
        ),
        Binding(
            "right_square_bracket m",
            "span(7, 1)",
            "month",
            id="shelf.next-month",
            tooltip="The next month down the list",
        ),
        Binding("left_square_bracket m", "span(7, -1)", "month", id="shelf.previous-month", tooltip="The month above"),
        Binding(
            "right_square_bracket y", "span(4, 1)", "year", id="shelf.next-year", tooltip="The next year down the list"
        ),
        Binding("left_square_bracket y", "span(4, -1)", "year", id="shelf.previous-year", tooltip="The year above"),
        Binding("enter,l,right", "open", "Open", id="shelf.open", tooltip="Read this debate where you stopped"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Opened(Message):
        """A debate was chosen."""

        def __init__(self, debate: DebateId) -> None:
            super().__init__()
            self.debate = debate

    class Wanted(Message):
        """Lines near what is in view are not known yet."""

        def __init__(self, blocks: tuple[int, ...]) -> None:
            super().__init__()
            self.blocks = blocks

    class Moved(Message):
        """The cursor stands on another debate."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.listing = NOTHING
        self.dated = False
        """Whether no heading says the day of a debate."""
        self._lines = Lines(0, ())
        self._known = Known(NOTHING.ids)
        self._asked: tuple[int, ...] = ()
        self.today = dt.date.min
        self._parts: dict[str, Style] = {}

    def show(self, listing: Listing, today: dt.date, chosen: DebateId | None = None) -> None:
        """Show these debates, the cursor on `chosen` if it is among them. Their lines are filled in."""
        self.listing, self.today = listing, today
        self.dated = listing.grouping != "day" or not listing.groups
        self._lines = Lines(len(listing.ids), [count for _, count in listing.groups])
        self._known, self._asked = Known(listing.ids), ()
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.cursor = self.place(chosen, self.cursor) if chosen is not None else 0
        self.call_after_refresh(self._settle)
        self.refresh()

    def place(self, debate: int, other: int = 0) -> int:
        """Where a debate stands in the list, or another place where it does not."""
        return self._known.place(debate, other)

    def ids(self, block: int) -> list[int]:
        """The debates of a block."""
        return self._known.ids(block)

    def fill(self, rows: Sequence[Shelved], others: Sequence[Shelved]) -> None:
        """What the lines of some debates show, told apart from others of one name and day."""
        self._known.fill(rows, others, self.cursor)
        self._asked = ()
        self.refresh()

    def _look_ahead(self) -> None:
        """Ask for lines that are in view, or will be half a block on."""
        if not self.listing.ids:
            return
        top, height = self.scroll_offset.y, max(1, self.size.height)
        first = max(0, self._lines.near(top, 1) - BLOCK // 2)
        last = min(len(self.listing.ids) - 1, self._lines.near(top + height, -1) + BLOCK // 2)
        blocks = {*range(first // BLOCK, last // BLOCK + 1), self.cursor // BLOCK}
        missing = self._known.missing(blocks)
        if missing and missing != self._asked:
            self._asked = missing
            self.post_message(self.Wanted(missing))

    @property
    def chosen(self) -> DebateId | None:
        return DebateId(self.listing.ids[self.cursor]) if self.listing.ids else None

    @property
    def shown(self) -> Shelved | None:
        """What the line with the cursor shows, once it is known."""
        row = self._known.row(self.cursor) if self.listing.ids else None
        return row[0] if row is not None else None

    @property
    def day(self) -> str:
        """The sitting day at the cursor, where it is known."""
        if not self.dated and self.listing.ids:
            return self.listing.groups[self._lines.group(self.cursor)][0]
        return self.shown.date.isoformat() if self.shown is not None else ""

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.listing.ids) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        for index in (before, after):
            if index < len(self.listing.ids):
                self._refresh_row(self._lines.of(index))
        self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._look_ahead()

    def _settle(self) -> None:
        self._keep_in_view()
        self._look_ahead()
        self.post_message(self.Moved())

    def _refresh_row(self, row: int) -> None:
        self.refresh_lines(row - self.scroll_offset.y, 1)

    def _keep_in_view(self) -> None:
        """The cursor's line and the heading of its group where there is room."""
        if not self.listing.ids or not self.size.height:
            return
        row = self._lines.of(self.cursor)
        top, height = self.scroll_offset.y, self.size.height
        above = 1 if row and self._lines.at(row - 1).group is not None else 0
        if row - above < top:
            self._scroll(row - above)
        elif row >= top + height:
            self._scroll(row - height + 1)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self._lines))
        self._settle()

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        width = self.scrollable_content_region.width or self.size.width
        base = self.rich_style
        row = self._lines.at(line) if line < len(self._lines) else Row()
        shown = self._known.row(row.debate) if row.debate is not None else None
        here = row.debate is not None and row.debate == self.cursor
        if row.group is not None:
            cells = group_line(self.listing.groups[row.group][0], self.today, width)
        elif shown is not None:
            cells = debate_line(*shown, width, dated=self.dated)
        else:
            return Strip.blank(width, base + self._part("cursor") if here else base)
        if here:
            base = base + self._part("cursor")
        segments = [Segment(cell.text, base + self._style(cell.part, shown)) for cell in cells]
        if here:
            segments[0] = Segment(" ▸ ", base)
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, part: str, shown: tuple[Shelved, str] | None) -> Style:
        if part == "plain":
            return Style.null()
        if part in {"place", "bar"} and shown is not None:
            part = house_accent(shown[0].house, shown[0].section)
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
        if not self.listing.ids:
            return
        step = 1 if screens > 0 else -1
        target = self._lines.of(self.cursor) + int(screens * max(1, self.size.height - 1))
        reached = self._lines.near(target, step)
        self.cursor = reached if (reached - self.cursor) * step > 0 else self.cursor + step

    def action_group(self, step: int) -> None:
        """To the next group; up, first to the beginning of this one."""
        self._to_start(self._lines.starts, step)

    def action_span(self, letters: int, step: int) -> None:
        """To the next month or year of a list by date."""
        if not self.listing.by_date:
            return
        days = self.listing.days if self.listing.order == "newest" else self.listing.days[::-1]
        starts, place, span = [], 0, ""
        for day, count in days:
            if day[:letters] != span:
                starts.append(place)
                span = day[:letters]
            place += count
        self._to_start(starts, step)

    def _to_start(self, starts: Sequence[int], step: int) -> None:
        place = bisect_right(starts, self.cursor) - 1
        if step > 0 and place + 1 < len(starts):
            self.jump(starts[place + 1])
        elif step < 0 and place >= 0:
            self.jump(starts[place] if starts[place] < self.cursor else starts[max(0, place - 1)])

    def jump(self, place: int) -> None:
        """Put the cursor there, and the heading above it at the top where it was out of view."""
        seen = range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)
        self.cursor = place
        if self.listing.ids and (line := self._lines.of(self.cursor)) not in seen:
            self._scroll(max(0, line - 1))

    def action_open(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if row < len(self._lines) and (index := self._lines.at(row).debate) is not None:
            if index == self.cursor or event.chain > 1:
                self.cursor = index
                self.action_open()
            else:
                self.cursor = index
