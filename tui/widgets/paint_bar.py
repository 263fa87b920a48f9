"""The bar beside the text: the whole debate in as many cells as there are rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.strip import Strip

from store.model import Kind
from tui.layout.page import Page
from tui.widgets.ink import Ink, strip

NOTED, FOUND, BOTH = "●", "◦", "◉"
THUMB = "▌"
THIN, THICK = "▏", "▎"

"""Whoever asks or interrupts is thin, whoever answers or makes a speech is thick."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a share of the debate."""

    glyph: str
    look: str


def bar(page: Page, height: int, noted: Iterable[int], found: Iterable[int]) -> tuple[Cell, ...]:
    """The cells from the top. `noted` and `found` are rows of the page with notes and hits."""
    rows = len(page)
    height = min(height, rows)
    with_notes = {row * height // rows for row in noted}
    with_hits = {row * height // rows for row in found}
    cells = []
    for cell in range(height):
        place = page.place_at((2 * cell + 1) * rows // (2 * height))
        speech = page.speeches[place] if place >= 0 else None
        asks = speech is None or speech.kind in (Kind.QUESTION, Kind.INTERVENTION, Kind.CHAIR, Kind.PROCEDURAL)
        glyph, look = (THIN if asks else THICK), "bar"
        if speech is not None and speech.speaker is not None and speech.speaker.party:
            look = f"party:{speech.speaker.party}"
        if cell in with_notes or cell in with_hits:
            look = "dot"
            glyph = BOTH if cell in with_notes and cell in with_hits else NOTED if cell in with_notes else FOUND
        cells.append(Cell(glyph, look))
    return tuple(cells)


def thumb(rows: int, height: int, top: int) -> range:
    """The cells of the rows that show; none where all do."""
    if rows <= height:
        return range(0)
    first = min(top * height // rows, height - 1)
    return range(first, max(first + 1, -(-(top + height) * height // rows)))


def bar_row(cells: Sequence[Cell], at: int, shows: range, ink: Ink) -> Strip:
    """One cell of the bar as a strip; where the reader is it is reversed."""
    if at >= len(cells):
        return strip((), 1, ink.base)
    cell = cells[at]
    if at in shows:
        shown = (THUMB, ink.of("thumb")) if cell.glyph in (THIN, THICK) else (cell.glyph, ink.of("here", cell.look))
        return strip([shown], 1, ink.base)
    return strip([(cell.glyph, ink.of("bar", cell.look))], 1, ink.base)
