"""Where on the pane the parts of the screen stand, for any size of terminal."""

from __future__ import annotations

from dataclasses import dataclass

MEASURE = 72
OUTLINE_FROM = 100
NOTES_FROM = 140
"""From these widths on the outline and the notes stand beside the text; below, they lie over it when asked for."""
OVERLAY = 44
GAP = 1


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns of the pane: from `left`, so many cells."""

    left: int
    width: int
    over: bool = False
    """Lies over the text."""

    def holds(self, column: int) -> bool:
        return self.left <= column < self.left + self.width


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a pane. Columns and rows count from 0 at its top left."""

    width: int
    height: int
    head: int
    """Rows of the running head: 1, or 0 where there is no room."""
    foot: int
    """Rows of the status line, likewise."""
    gutter: Panel
    text: Panel
    bar: Panel
    outline: Panel | None
    notes: Panel | None

    @property
    def body(self) -> int:
        """Rows of the page that show, at least 1."""
        return max(1, self.height - self.head - self.foot)


def frame(width: int, height: int, outline: bool = False, notes: bool = False) -> Frame:
    """The parts for a size. `outline` and `notes` say that the reader has turned them from what the width gives."""
    width, height = max(1, width), max(1, height)
    beside_left, beside_right = width >= OUTLINE_FROM, width >= NOTES_FROM
    left, right = 0, width
    outline_panel = notes_panel = None
    if beside_left != outline:
        size = min(max(21, width // 5), 34) if beside_left else min(OVERLAY, width)
        outline_panel = Panel(0, size, not beside_left)
        left = size + GAP if beside_left else 0
    if beside_right != notes:
        size = min(max(24, (width - left - MEASURE - 10)), 36) if beside_right else min(OVERLAY, width)
        notes_panel = Panel(width - size, size, not beside_right)
        right = width - size - GAP if beside_right else width
    gutter, text, bar = _column(left, right - left)
    return Frame(width, height, int(height >= 10), int(height >= 3), gutter, text, bar, outline_panel, notes_panel)


def _column(left: int, room: int) -> tuple[Panel, Panel, Panel]:
    """Gutter, text and bar in the middle of the room; the margins go first, then gutter and bar."""
    gutter, margin, bar = (
        (4, 1, 2) if room >= MEASURE + 7 else (4, 1, 1) if room >= 40 else (2, 0, 1) if room >= 12 else (0, 0, 0)
    )
    measure = max(1, min(MEASURE, room - gutter - margin - bar))
    left += max(0, room - gutter - measure - margin - bar) // 2
    text = Panel(left + gutter, measure)
    return Panel(left, gutter), text, Panel(text.left + measure + margin, bar)
