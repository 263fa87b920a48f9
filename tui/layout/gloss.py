"""Whom forms of address mean, as rows of their own under the words: a reading aid that is none of the record.

A row holds the names under the words that they stand for; what contradicts one of them is told in rows below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui.layout.asides import Meant
from tui.layout.cells import cell_of, clip, width
from tui.layout.wrap import lines

LEAD = "↳ "
APART = 2
"""Cells between two names of a row."""
LEAST = 8
"""A name that has less room than this goes to a row below."""


class Gloss(NamedTuple):
    """A piece of such a row."""

    cell: int
    """Where it begins, from the left of the words."""
    text: str
    look: str
    """`gloss` or `doubt`."""


Row = tuple[Gloss, ...]


def under(
    text: str, starts: Sequence[int], meant: Sequence[Meant], room: int, inset: Callable[[int], int]
) -> dict[int, list[Row]]:
    """The rows under each line of a text, by the number of the line. `inset` tells by how many cells a line that
    begins at an offset sits in."""
    found: dict[int, list[Row]] = {}
    line = 0
    for each in meant:
        while line + 1 < len(starts) and starts[line + 1] <= each.start:
            line += 1
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        cell = inset(start) + cell_of(text[start:end], each.start - start)
        _put(found.setdefault(line, []), each, cell, room)
    return found


def _put(rows: list[Row], meant: Meant, cell: int, room: int) -> None:
    name = LEAD + meant.name + (" ?" if meant.doubt else "")
    look = "doubt" if meant.doubt else "gloss"
    cell = max(0, min(cell, room - min(width(name), room)))
    for at, row in enumerate(rows):
        last = row[-1]
        free = last.cell + width(last.text) + APART
        if last.look == "gloss" and room - max(cell, free) >= max(LEAST, width(name)) and not meant.doubt:
            rows[at] = (*row, Gloss(max(cell, free), name, look))
            return
    rows.append((Gloss(cell, clip(name, room - cell), look),))
    told = lines(meant.doubt, max(LEAST, room - 4)) if meant.doubt else []
    rows += [(Gloss(4 if room > LEAST + 4 else 0, clip(words, room), "doubt"),) for words in told]


def with_rows(starts: Sequence[int], end: int, rows: dict[int, list[Row]]) -> tuple[list[int], dict[int, Row]]:
    """The offsets of all rows, those under the lines put in, each at the offset at which the next line begins; and
    which of them are such rows, by their number."""
    offsets: list[int] = []
    of: dict[int, Row] = {}
    for line, start in enumerate(starts):
        offsets.append(start)
        after = starts[line + 1] if line + 1 < len(starts) else end
        for row in rows.get(line, ()):
            of[len(offsets)] = row
            offsets.append(after)
    return offsets, of
