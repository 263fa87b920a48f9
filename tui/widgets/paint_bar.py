"""The bar beside the text: all that is read in as many cells as there are rows.

One column says who speaks and how long, by the weight of a line and the colour of a party; beside it, where there is
room, another says where hits, notes and verdicts lie. In one column these stand in the line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from textual.strip import Strip

from store.model import Kind, Speech
from tui.layout.page import Page
from tui.widgets.ink import Ink, strip

NOTED, FOUND, BOTH = "●", "◦", "◉"
THUMB = "▌"
THIN, THICK, FAINT = "▏", "▎", "╎"
"""Whoever asks or interrupts is thin, whoever answers or makes a speech is thick, the Chair and what is done between
turns is faint."""
LINES = (THIN, THICK, FAINT)
ASKS = (Kind.QUESTION, Kind.INTERVENTION)
NOBODY = (Kind.CHAIR, Kind.PROCEDURAL, Kind.DIVISION)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a share of what is read."""

    glyph: str
    look: str
    mark: str = ""
    """Notes, hits or a verdict's letter in this share; empty for none."""
    mark_look: str = "dot"


def bar(
    page: Page, height: int, noted: Iterable[int], found: Iterable[int], judged: Mapping[int, str] | None = None
) -> tuple[Cell, ...]:
    """The cells from the top. `noted` and `found` are rows of the page with notes and hits, `judged` the letters of
    verdicts by their rows."""
    rows = len(page)
    height = min(height, rows)
    with_notes = {row * height // rows for row in noted}
    with_hits = {row * height // rows for row in found}
    letters: dict[int, str] = {}
    for row, letter in (judged or {}).items():
        letters.setdefault(row * height // rows, letter)
    first = page.rows.first
    sizes = [end - begin for begin, end in pairwise(first)]
    cells = []
    for cell in range(height):
        longest = _longest(first, sizes, cell * rows // height, (cell + 1) * rows // height)
        glyph, look = _line(page.speeches[longest]) if longest >= 0 else (FAINT, "bar")
        mark, mark_look = "", "dot"
        if cell in with_notes or cell in with_hits:
            mark = BOTH if cell in with_notes and cell in with_hits else NOTED if cell in with_notes else FOUND
        elif cell in letters:
            mark, mark_look = letters[cell], "verdict"
        cells.append(Cell(glyph, look, mark, mark_look))
    return tuple(cells)


def _longest(first: Sequence[int], rows: Sequence[int], top: int, end: int) -> int:
    """The turn that takes most of the rows from `top` to `end`, the earliest of equals; -1 where none does. `first` is
    the first row of each turn and the row after the last, `rows` how many each has."""
    begin, last = max(bisect_right(first, top) - 1, 0), min(bisect_left(first, end) - 1, len(rows) - 1)
    if last < begin:
        return -1
    most, best = min(end, first[begin + 1]) - max(top, first[begin]), begin
    between = max(rows[begin + 1 : last], default=0)
    if between > most:
        most, best = between, rows.index(between, begin + 1)
    return last if min(end, first[last + 1]) - max(top, first[last]) > most else best


def _line(speech: Speech) -> tuple[str, str]:
    """The line of a turn."""
    if speech.kind in NOBODY:
        return FAINT, "bar"
    party = speech.speaker.party if speech.speaker is not None else None
    return THIN if speech.kind in ASKS else THICK, f"party:{party}" if party else "number"


def thumb(rows: int, height: int, top: int) -> range:
    """The cells of the rows that show; none where all do."""
    if rows <= height:
        return range(0)
    first = min(top * height // rows, height - 1)
    return range(first, max(first + 1, -(-(top + height) * height // rows)))


def row_at(cell: int, rows: int, height: int) -> int:
    """The row of the page with which a cell begins."""
    height = min(height, rows)
    return min(max(cell, 0), height - 1) * rows // max(1, height)


def bar_row(cells: Sequence[Cell], at: int, shows: range, ink: Ink, width: int = 1) -> Strip:
    """One cell of the bar as a strip of one column or two; where the reader is the line is heavy."""
    if at >= len(cells):
        return strip((), width, ink.base)
    cell = cells[at]
    here = at in shows
    if width > 1:
        line = (THUMB, ink.of("thumb", cell.look)) if here else (cell.glyph, ink.of("bar", cell.look))
        return strip([line, (cell.mark, ink.of(*(("here",) if here else ()), cell.mark_look))], width, ink.base)
    if cell.mark:
        return strip([(cell.mark, ink.of("here" if here else "bar", cell.mark_look))], width, ink.base)
    shown = (THUMB, ink.of("thumb")) if here else (cell.glyph, ink.of("bar", cell.look))
    return strip([shown], width, ink.base)
