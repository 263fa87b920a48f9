"""What the lines of the shelf show, known only around what is in view: blocks of rows over an array of numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from store.listed import Listing
from store.model import DebateId, Shelved
from tui.widgets.paint_shelf import told_apart

BLOCK = 100
"""Debates whose lines are read at once."""
KEPT = 20
"""Blocks that are kept."""
Shown = tuple[Shelved, str]
"""A row, and what tells it from others of its name and day."""


class Known:
    """Blocks of rows; those farthest from the cursor are let go."""

    def __init__(self, ids: array[int]) -> None:
        self._ids = ids
        self._blocks: dict[int, Sequence[Shown]] = {}

    def __len__(self) -> int:
        """How many rows are known."""
        return sum(map(len, self._blocks.values()))

    def ids(self, block: int) -> list[int]:
        """The debates of a block."""
        return self._ids[block * BLOCK : (block + 1) * BLOCK].tolist()

    def place(self, debate: int, other: int = 0) -> int:
        """Where a debate stands, or another place where it does not."""
        try:
            return self._ids.index(debate)
        except ValueError:
            return other

    def missing(self, blocks: Iterable[int]) -> tuple[int, ...]:
        """Those that are not known."""
        return tuple(sorted(block for block in blocks if block not in self._blocks))

    def fill(self, rows: Sequence[Shelved], others: Sequence[Shelved], cursor: int) -> None:
        """Take in the blocks of which every row is given."""
        differences = told_apart([*rows, *others])
        told = {row.id: (row, difference) for row, difference in zip(rows, differences, strict=False)}
        for block in self._blocks_of(told):
            ids = [DebateId(number) for number in self.ids(block)]
            if all(number in told for number in ids):
                self._blocks[block] = [told[number] for number in ids]
        for block in sorted(self._blocks, key=lambda block: abs(block - cursor // BLOCK))[KEPT:]:
            del self._blocks[block]

    def _blocks_of(self, debates: Iterable[int]) -> set[int]:
        """The blocks in which debates stand; each is looked for but once in an array that may be very long."""
        left, found = dict.fromkeys(debates), set()
        while left:
            place = self.place(next(iter(left)), -1)
            if place < 0:
                del left[next(iter(left))]
                continue
            found.add(place // BLOCK)
            for number in self.ids(place // BLOCK):
                left.pop(number, None)
        return found

    def row(self, debate: int) -> Shown | None:
        """What the line at a place shows, once it is known."""
        block = self._blocks.get(debate // BLOCK)
        return block[debate % BLOCK] if block is not None and debate % BLOCK < len(block) else None


def beginning(debates: Sequence[Shelved]) -> Listing:
    """The first rows as all that is shown."""
    days: dict[str, int] = {}
    for debate in debates:
        days[debate.date.isoformat()] = days.get(debate.date.isoformat(), 0) + 1
    counted = tuple(days.items())
    return Listing(array("q", [debate.id for debate in debates]), counted, counted)
