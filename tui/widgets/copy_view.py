"""The styles, the finished text and what it lacks, drawn by one widget: moving in the list paints once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.layout.cells import clip, shown
from tui.layout.wrap import lines
from tui.widgets.ink import over, strip

PARTS = ("group", "here", "dim", "lacks", "key")
LIST_SHARE = 0.4
LIST_MOST = 40
GAP = 3
TAIL = 5
"""Lines of the end of a long text that show."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: the name of a group, or a style."""

    title: str
    style: str = ""
    """Its name; empty for a group."""


class CopyView(Widget, can_focus=True):
    """Knows values only; whoever owns it sets them."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"copy--{part}" for part in PARTS}
    DEFAULT_CSS = """
    CopyView { height: 1fr; background: $surface; color: $foreground; }
    CopyView > .copy--group { text-style: bold; }
    CopyView > .copy--here { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    CopyView > .copy--dim { color: $foreground 62%; }
    CopyView > .copy--lacks { color: $secondary; }
    CopyView > .copy--key { text-style: bold; color: $primary; }
    """

    class Pressed(Message):
        """A style was clicked."""

        def __init__(self, style: str) -> None:
            super().__init__()
            self.style = style

    def __init__(self, rows: Sequence[Row], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.rows = tuple(rows)
        self.at = next((index for index, row in enumerate(self.rows) if row.style), 0)
        self._preview = ""
        self._top = 0
        self._scrolled = 0
        self._feet: Sequence[Sequence[tuple[str, str]]] = ()
        self._looks: dict[str, Style] = {}

    def show(self, style: str, preview: str, feet: Sequence[Sequence[tuple[str, str]]]) -> None:
        """The style under the cursor, its finished text, and the lines below as (words, look)."""
        self.at = next((index for index, row in enumerate(self.rows) if row.style == style), self.at)
        if preview != self._preview:
            self._scrolled = 0
        self._preview, self._feet = preview, feet
        self.refresh()

    def neighbour(self, by: int) -> str:
        """The style so many further on, or the last one there is."""
        styles = [row.style for row in self.rows if row.style]
        at = styles.index(self.rows[self.at].style) if self.rows[self.at].style in styles else 0
        return styles[max(0, min(at + by, len(styles) - 1))]

    def scroll_preview(self, by: int) -> None:
        """Move in a text that is longer than the window."""
        most = max(0, len(self._text()) - self._body())
        self._scrolled = max(0, min(self._scrolled + by, most))
        self.refresh()

    def _list_width(self) -> int:
        return min(LIST_MOST, int(self.size.width * LIST_SHARE))

    def _body(self) -> int:
        return max(1, self.size.height - len(self._feet) - 1)

    def _text(self) -> list[str]:
        return lines(self._preview, max(10, self.size.width - self._list_width() - GAP))

    def _window(self) -> list[str]:
        """The text as far as there is room: of a long one its beginning and its end, where the citation is."""
        text, body = self._text(), self._body()
        if self._scrolled or len(text) <= body:
            return text[self._scrolled : self._scrolled + body]
        tail = min(TAIL, body // 2)
        return [*text[: body - 1 - tail], "…", *text[-tail:]]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = {}

    def _look(self, part: str) -> Style:
        if part not in self._looks:
            ground = self.background_colors[1]
            own = over(self.get_component_styles(f"copy--{part}"), ground) if part else Style.null()
            self._looks[part] = self.rich_style + own
        return self._looks[part]

    def render_line(self, y: int) -> Strip:
        width, body = self.size.width, self._body()
        base = self.rich_style
        if y > body:
            foot = self._feet[y - body - 1] if y - body - 1 < len(self._feet) else ()
            return strip([(shown(words), self._look(look)) for words, look in foot], width, base)
        if y == body:
            return strip([], width, base)
        self._top = min(max(self._top, self.at - body + 2), max(0, self.at - 1))
        left = self._list_width()
        index = self._top + y
        pieces: list[tuple[str, Style]] = []
        if index < len(self.rows):
            row = self.rows[index]
            look = "here" if index == self.at else "" if row.style else "group"
            sign = "▸ " if index == self.at else "  "
            words = clip(f"{sign}{row.title}" if row.style else row.title, left)
            pieces.append((f"{shown(words):<{left}}", self._look(look)))
        else:
            pieces.append((" " * left, base))
        text = self._window()
        pieces += [(" " * GAP, base), (shown(text[y]) if y < len(text) else "", base)]
        return strip(pieces, width, base)

    def on_click(self, event: events.Click) -> None:
        index = self._top + event.y
        if event.y < self._body() and event.x < self._list_width() and index < len(self.rows):
            self.post_message(self.Pressed(self.rows[index].style))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_preview(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_preview(-3)
