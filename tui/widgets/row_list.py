"""A list of rows that are drawn when they show: one Line-API widget for lists of any length."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.layout.cells import shown
from tui.widgets.ink import over

Piece = tuple[str, str]
"""A text and the part that it plays: `head dim title mark code` or empty for plain."""
Draw = Callable[[int, int], Sequence[Piece]]
"""A row by its number and the cells that there are, as pieces."""

PARTS = ("head", "dim", "title", "mark", "tag", "cursor")


def fit(text: str, cells: int) -> str:
    """A text in exactly so many cells, with an ellipsis where it was longer; line feeds are spaces."""
    text = shown(" ".join(text.split()) if "\n" in text else text)
    if cells <= 0:
        return ""
    if cell_len(text) > cells:
        return set_cell_size(set_cell_size(text, cells - 1).rstrip() + "…", cells)
    return set_cell_size(text, cells)


class RowList(ScrollView, can_focus=True):
    """Rows with a cursor. Whoever owns it draws them; some rows are heads, which the cursor passes over."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rows--{part}" for part in PARTS}
    DEFAULT_CSS = """
    RowList { width: 1fr; height: 1fr; background: $background; overflow-x: hidden; scrollbar-size-vertical: 1;
              scrollbar-background: $background; scrollbar-color: $panel; }
    RowList > .rows--head { text-style: bold; }
    RowList > .rows--dim { color: $foreground 62%; }
    RowList > .rows--title { color: $foreground; }
    RowList > .rows--mark { color: $secondary; }
    RowList > .rows--tag { color: $foreground 62%; }
    RowList > .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", id="rows.next", tooltip="One row down"),
        Binding("k,up", "move(-1)", "Previous", id="rows.previous", tooltip="One row up"),
        Binding("ctrl+d", "page(0.5)", "Half a screen down", id="rows.half-down", tooltip="Half a screen down"),
        Binding("ctrl+u", "page(-0.5)", "Half a screen up", id="rows.half-up", tooltip="Half a screen up"),
        Binding("space,pagedown,ctrl+f", "page(1)", "Screen down", id="rows.down", tooltip="A whole screen down"),
        Binding("b,pageup,ctrl+b", "page(-1)", "Screen up", id="rows.up", tooltip="A whole screen up"),
        Binding("g g,home", "move(-100000000)", "top", id="rows.top", tooltip="The first row"),
        Binding("G,end", "move(100000000)", "Bottom", id="rows.bottom", tooltip="The last row"),
        Binding("enter", "open", "Open", id="rows.open", tooltip="Open what the cursor is on"),
    ]
    cursor: reactive[int] = reactive(0, repaint=False)

    class Moved(Message):
        """The cursor stands on another row."""

    class Opened(Message):
        """A row was chosen."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._draw = draw
        self.count = 0
        self.heads: Collection[int] = frozenset()
        self._parts: dict[str, Style] = {}

    def show(self, count: int, cursor: int = 0, heads: Collection[int] = frozenset()) -> None:
        """So many rows, the cursor on one of them."""
        self.count, self.heads = count, heads
        self.virtual_size = Size(self.size.width, count)
        self.set_reactive(RowList.cursor, self.validate_cursor(cursor))
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved())

    @property
    def empty(self) -> bool:
        return self.count <= len(self.heads)

    def validate_cursor(self, cursor: int) -> int:
        """The row itself, or the nearest after it, else before it, that is no head."""
        cursor = max(0, min(cursor, self.count - 1))
        step = -1 if cursor < self.cursor else 1
        for way in (step, -step):
            row = cursor
            while row in self.heads:
                row += way
            if 0 <= row < self.count:
                return row
        return 0

    def watch_cursor(self, before: int, after: int) -> None:
        for row in (before, after):
            self.refresh_lines(row - self.scroll_offset.y, 1)
        self._keep_in_view()
        self.post_message(self.Moved())

    def _keep_in_view(self) -> None:
        """The cursor's row, and the head above it where there is room."""
        if not self.size.height:
            return
        row, top, height = self.cursor, self.scroll_offset.y, self.size.height
        above = 1 if row - 1 in self.heads else 0
        if row - above < top:
            self._scroll(row - above)
        elif row >= top + height:
            self._scroll(row - height + 1)

    def _scroll(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, self.count)
        self._keep_in_view()

    @property
    def rows_shown(self) -> range:
        """The rows that show."""
        top = self.scroll_offset.y
        return range(top, min(self.count, top + max(1, self.size.height)))

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width or self.size.width
        if row >= self.count:
            return Strip.blank(width, self.rich_style)
        base = self.rich_style
        here = row == self.cursor and row not in self.heads
        if here:
            base = base + self._part("cursor")
        pieces = self._draw(row, width - 2)
        segments = [Segment(" ▸" if here else "  ", base)]
        segments += [Segment(shown(text), base + self._part(part) if part else base) for text, part in pieces if text]
        return Strip(segments).adjust_cell_length(width, base)

    def _part(self, part: str) -> Style:
        style = self._parts.get(part)
        if style is None:
            _, ground = self.background_colors
            style = self._parts[part] = over(self.get_component_styles(f"rows--{part}"), ground)
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._parts.clear()

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, screens: float) -> None:
        self.cursor += int(screens * max(1, self.size.height - 1))

    def action_open(self) -> None:
        if not self.empty:
            self.post_message(self.Opened(self.cursor))

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if row < self.count and row not in self.heads:
            opens = row == self.cursor or event.chain > 1
            self.cursor = row
            if opens:
                self.action_open()
