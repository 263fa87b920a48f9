"""Text measured in terminal cells.

Nearly every text of record is narrow: each code point takes one cell, so that lengths and offsets are cells. What is
not (wide, zero-width, combining, joined) is walked cluster by cluster, with the widths that Rich gives them, because
Rich is what crops the strips that are painted.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from rich.cells import split_graphemes

NARROW = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x377),
    (0x384, 0x482),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),
    (0x2500, 0x25FC),
)
"""Ranges of code points that take one cell each: Latin, Greek, Cyrillic, curly quotation marks, dashes, currencies."""

_is_narrow = re.compile("[\n" + "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in NARROW) + "]*").fullmatch

_CONTROLS = (range(0x20), range(0x7F, 0xA0), (0x2028, 0x2029), range(0x202A, 0x202F), range(0x2066, 0x206A))
_SHOWN = {code: 0xFFFD for codes in _CONTROLS for code in codes}
_SHOWN[ord("\t")] = _SHOWN[ord("\n")] = 0x20

Cluster = tuple[int, int, int]
"""What is painted as one: first offset, offset after the last, cells (0, 1 or 2)."""


def narrow(text: str) -> bool:
    """Every code point takes one cell. Line feeds are allowed: they are never painted."""
    return _is_narrow(text) is not None


def shown(text: str) -> str:
    """The text as it is painted, code point for code point: tabs and line feeds as spaces, controls as U+FFFD."""
    return text if narrow(text) and "\n" not in text else text.translate(_SHOWN)


def clusters(text: str) -> list[Cluster]:
    """The text part by part, without gaps."""
    return split_graphemes(text.translate(_SHOWN))[0]


_LONGEST = 4_000
"""Code points; no line of a terminal holds more of what a reader is meant to see."""


def width(text: str) -> int:
    """Cells that the text takes on one line; of what is longer than any line its length, which is as good there."""
    if narrow(text) or len(text) > _LONGEST:
        return len(text)
    return sum(cells for _, _, cells in clusters(text))


def cell_of(text: str, index: int) -> int:
    """The cell at which the code point `index` begins; the end of the text for any index past it."""
    if narrow(text):
        return min(index, len(text))
    return sum(cells for _, end, cells in clusters(text) if end <= index)


def index_at(text: str, cell: int) -> int:
    """The first code point of what stands in a cell; the length of the text for cells past its end."""
    if cell <= 0:
        return 0
    if narrow(text):
        return min(cell, len(text))
    if len(text) > _LONGEST:
        begins = index_at(text[:_LONGEST], cell)
        if begins < _LONGEST:
            return begins
    edges, at = [], 0
    parts = [part for part in clusters(text) if part[2]]
    for _, _, cells in parts:
        edges.append(at)
        at += cells
    return parts[bisect_right(edges, cell) - 1][0] if parts and cell < at else len(text)


def clip(text: str, cells: int) -> str:
    """The text in at most so many cells, its end replaced by an ellipsis where it is too long. Never raises."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    return text[: index_at(text, cells - 1)].rstrip() + "…"
