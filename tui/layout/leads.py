"""What stands between the speeches of a joined reading: the headings of its debates, and turns that are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from store.readings import Gap, Thread
from tui.layout.header import Piece, Role, Row, heading
from tui.layout.wrap import lines

OMITTED = "…"


@dataclass(frozen=True, slots=True)
class Lead:
    """One row; without a row and a gap it is blank."""

    row: Row = ()
    debate: int = -1
    """Index of the debate whose heading this is; -1 for any other row."""
    gap: Gap | None = None


def leads(thread: Thread, room: int) -> tuple[Mapping[int, tuple[Lead, ...]], tuple[Lead, ...]]:
    """The rows that lead to a speech, by its place, and those after the last. One whole debate has none."""
    reading = thread.reading
    if not reading.joined:
        return {}, ()
    found: dict[int, list[Lead]] = {}
    gaps: dict[int, list[Gap]] = {}
    for gap in reading.gaps:
        gaps.setdefault(gap.before, []).append(gap)
    for index, start in enumerate(thread.starts):
        if start < len(thread.speeches) and reading.debates[index].speeches:
            found[start] = _heading(thread, index, room)
    tail: list[Lead] = []
    for place, here in gaps.items():
        ended = [row for gap in here if gap.ends for row in (_left_out(gap), Lead())]
        inside = [row for gap in here if not gap.ends for row in (_left_out(gap), Lead())]
        if place >= len(thread.speeches):
            tail = ended[:-1]
        else:
            found[place] = [*ended, *found.get(place, ()), *inside]
    return {place: tuple(rows) for place, rows in found.items()}, tuple(tail)


def _heading(thread: Thread, index: int, room: int) -> list[Lead]:
    chapter = thread.reading.chapters[index] if thread.reading.chapters else ""
    above = [Lead((Piece(Role.CHAPTER, line),)) for line in lines(chapter, room)] if chapter else []
    debates = thread.reading.debates
    apart = any(
        (d.date, d.house, d.section) != (debates[0].date, debates[0].house, debates[0].section) for d in debates
    )
    own = [Lead(row, index) for row in heading(debates[index], room, dated=apart)]
    return [*([Lead()] if index else []), *above, *([Lead()] if above else []), *own, Lead()]


def _left_out(gap: Gap) -> Lead:
    turns = "turn" if gap.count == 1 else "turns"
    return Lead((Piece(Role.LABEL, f"{OMITTED} {gap.count} {turns} left out"),), gap=gap)
