"""Sets of speeches that are found outside the index: by what the reader made, or by who asked whom.

Each is found once and kept for this connection until somebody writes to the library, in a table that is in no file of
the reader's: so what is typed next, the count and the timeline need not look at a hundred thousand notes again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from store.library.connection import Connection
from store.queries import finding

KEPT = 80
"""Sets that are kept; a query that is being asked needs fewer."""
FEW = 400
"""Speeches for each of which the index is asked by itself."""
MANY = 10_000
"""Speeches of a set that is read through before the first hit."""
_SET = re.compile(re.escape(finding.IN_SET).replace(re.escape("{number}"), r"(\d+)"))


class Sets:
    """The sets of one connection."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[tuple[str, tuple[Any, ...]], int] = {}
        self._sizes: dict[int, int] = {}
        self._stamp: object = None
        self._taken_back = False
        self._own = 0
        """Rows that were written here: no change of the library."""

    def stamp(self) -> tuple[int, int]:
        """Another one once anybody has written to the library, here or in another program."""
        version, changes = self._db.one(finding.ANY_CHANGE)
        return version, changes - self._own

    def holding(self, select: str, *values: Any) -> str:
        """The condition that a speech is of the set that a SELECT finds."""
        return self.found((select, values), lambda: values)

    def found(self, asked: tuple[str, tuple[Any, ...]], values: Callable[[], tuple[Any, ...]]) -> str:
        """The same where the values of the SELECT must be found out first: `asked` names them."""
        stamp = self.stamp()
        if stamp != self._stamp or self._taken_back or self._db.in_transaction:
            self._known.clear()
            self._stamp = stamp
            self._taken_back = self._db.in_transaction  # what is kept now is perhaps not there later
        if asked not in self._known:
            self._known[asked] = self._keep(asked[0], values())
        return finding.IN_SET.replace("{number}", str(self._known[asked]))

    def _keep(self, select: str, values: tuple[Any, ...]) -> int:
        number = max(self._sizes, default=0) + 1
        _, before = self._db.one(finding.ANY_CHANGE)
        self._db.rows(finding.SETS)
        if number - KEPT in self._sizes:
            self._db.rows(finding.DROP_SET, number - KEPT)
            del self._sizes[number - KEPT]
        _, changed = self._db.one(finding.ANY_CHANGE)
        self._db.rows(finding.KEEP_SET.format(number=number, select=select), *values)
        _, after = self._db.one(finding.ANY_CHANGE)
        self._sizes[number] = after - changed
        self._own += after - before
        self._known = {asked: kept for asked, kept in self._known.items() if kept in self._sizes}
        return number

    def size(self, number: int) -> int:
        """How many speeches a set has."""
        return self._sizes[number]

    def speeches(self, numbers: Sequence[int]) -> list[int]:
        """The speeches that are in all of some sets, in their order."""
        return [row[0] for row in self._db.rows(finding.IN_ALL, json.dumps(list(numbers)), len(set(numbers)))]

    def here(self, where: str, *, whole: bool) -> str:
        """The same conditions for speeches that come from the index. For each of a small set the index is asked by
        itself; a larger one is read once and each speech then looked for in it, but for one so large that the first
        hits would wait for that."""

        def placed(found: re.Match[str]) -> str:
            size = self._sizes[int(found[1])]
            if size <= FEW:
                return found[0]
            return found[0].replace("{id}", "+{id}") if whole or size <= MANY else _here(found[1])

        parts = []
        end = 0
        for found in _SET.finditer(where):
            parts += [where[end : found.start()].replace("{id}", "+{id}"), placed(found)]
            end = found.end()
        return "".join([*parts, where[end:].replace("{id}", "+{id}")])


def _here(number: str) -> str:
    return finding.IN_SET_HERE.replace("{number}", number)
