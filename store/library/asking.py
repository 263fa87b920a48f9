"""From a query to the statements that find it: what is asked of the index, of the texts and beside them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from store.library.base import Base
from store.library.connection import Connection
from store.library.made import Sets
from store.library.stretches import DAY, count
from store.queries import finding

if TYPE_CHECKING:
    from store.library.compiling import Clause
    from store.library.naming import Names
    from store.search import Node, Query


class TooManyError(Exception):
    """More texts would have to be looked through than somebody waits for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as SQLite is asked it."""

    tables: str
    where: str
    values: tuple[Any, ...]
    id: str
    indexed: bool
    """Whether the full-text index is asked."""
    beside: bool
    """Whether anything is asked beside it but days."""
    first: int
    last: int
    """The numbers between which speeches are looked for."""
    part: bool = False
    """Whether it is asked of a part of these alone, as one of very many."""

    def within(self, first: int, last: int) -> Asked:
        """The same from a day `yyyymmdd` to another."""
        return self.between(first * DAY, last * DAY + DAY - 1)

    def between(self, first: int, last: int) -> Asked:
        """The same from a number to another."""
        return replace(self._also(f"{self.id} BETWEEN ? AND ?", first, last), part=True)

    def among(self, speeches: Iterable[int]) -> Asked:
        """Those of some speeches."""
        return self._also(finding.SPEECHES_IN.format(id=f"+{self.id}"), json.dumps(list(speeches)))

    def without(self, speeches: Iterable[int]) -> Asked:
        """The same without some speeches."""
        return self._also(f"NOT {finding.SPEECHES_IN.format(id=f'+{self.id}')}", json.dumps(list(speeches)))

    def _also(self, where: str, *values: Any) -> Asked:
        return replace(self, where=f"{self.where} AND {where}", values=(*self.values, *values))


class Texts:
    """Looks for exact phrases in texts, which the index cannot tell: it holds stems."""

    def __init__(self) -> None:
        self._left: int | None = None
        self._over = False

    def holds(self, text: str | None, phrase: str) -> bool:
        """Whether a text has the words; SQLite asks it."""
        from store.search.found import holds

        if self._left is not None:
            self._left -= 1
            self._over = self._left < 0
            if self._over:
                raise TooManyError
        return holds(text or "", phrase)

    @contextmanager
    def at_most(self, many: int) -> Iterator[None]:
        """Raise TooManyError where more texts than these would have to be looked through inside."""
        self._left, self._over = many, False
        try:
            yield
        except sqlite3.OperationalError as error:
            if not self._over:
                raise
            raise TooManyError from error
        finally:
            self._left, self._over = None, False


class Asking(Base):
    """Makes statements of queries."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._naming: Names | None = None
        self._texts = Texts()
        self._sets = Sets(connection)
        self._moved_stamp: object = None
        self._moved: dict[int, int] = {}

    @property
    def names(self) -> Names:
        """The names that a query may mean."""
        if self._naming is None:
            from store.library.naming import Names  # this and the rest of searching: not to open a library

            self._db.define("holds", self._texts.holds, 2)
            self._naming = Names(self._db, self._sets.stamp)
        return self._naming

    def _asked(self, query: Query, added_since: str = "", *, whole: bool = False, loose: bool = False) -> Asked:
        return self._of_tree(query.tree, added_since, whole=whole, loose=loose)

    def _of_tree(self, tree: Node, added_since: str = "", *, whole: bool = False, loose: bool = False) -> Asked:
        """`whole` where all that is found is gone through, not only the newest; `loose` where phrases may have other
        endings: what the index alone can tell."""
        from store.library.compiling import Compiler

        clause = Compiler(self._db, self.names, self._sets, loose=loose, whole=whole).clause(tree)
        return self._put(clause, added_since, whole=whole)

    def _alternatives(self, query: Query) -> list[Asked]:
        """A query as several that together find the same, where words stand beside what is not in the index: the newest
        of all are among the newest of each."""
        from store.search.branching import alternatives

        return [self._of_tree(tree) for tree in alternatives(query.tree)]

    def _apart(self, query: Query, added_since: str = "", *, loose: bool = False) -> list[Asked]:
        """A query as several of which no two find the same speech, to be gone through whole."""
        from store.search.branching import disjoint

        return [self._of_tree(tree, added_since, whole=True, loose=loose) for tree in disjoint(query.tree)]

    def _dated_anew(self) -> dict[int, int]:
        """The speeches of debates whose day was corrected by hand, with the numbers by which they sort."""
        stamp = self._sets.stamp()
        if stamp != self._moved_stamp:
            days = {row[0]: int(row[1].replace("-", "")) for row in self._db.rows(finding.CORRECTED_DAYS)}
            moved = {debate: day for debate, day in days.items() if day != debate // 10**4}
            rows = self._db.rows(finding.SPEECHES_OF, json.dumps(list(moved))) if moved else []
            self._moved = {speech: moved[debate] * DAY + speech % DAY for speech, debate in rows}
            self._moved_stamp = stamp
        return self._moved

    def _put(self, clause: Clause, added_since: str, *, whole: bool) -> Asked:
        from store.library.compiling import FIRST, LAST

        match, where, values = clause.match, clause.where, clause.values
        if clause.spare and not match:
            match = " OR ".join(f'(facts : "0h{house.lower().encode().hex()}")' for house in self.names.all_houses())
        conditions = []
        if match:
            conditions.append("speech_fts MATCH ?")
            gone = '(facts : "0gone")' if self._db.first(finding.ANY_HOMELESS) else ""
            spare = " OR ".join(filter(None, (clause.spare and f"({clause.spare})", gone)))
            match = f"({match}) NOT ({spare})" if spare else match
            values = (match, *_bounds(clause.first, clause.last), *values)
        else:
            conditions.append("s.debate IS NOT NULL")
            values = (*_bounds(clause.first, clause.last), *values)
        number = "speech_fts.rowid" if match else "s.id"
        conditions += [f"{number} >= ?"] * (clause.first != FIRST) + [f"{number} <= ?"] * (clause.last != LAST)
        beside = [where] if where else []
        if added_since:
            beside.append(finding.ADDED_SINCE)
            values = (*values, added_since)
        if self._db.first(finding.ANY_REMOVED):
            beside.append(f"NOT {self._sets.holding(finding.REMOVED)}")
        texts = any("{text}" in condition for condition in beside)
        conditions += [
            (self._sets.here(part, whole=whole) if match else part).replace("{id}", number) for part in beside
        ]
        tables = (finding.FROM_INDEX_AND_TEXT if texts else finding.FROM_INDEX) if match else finding.FROM_SPEECHES
        joined = " AND ".join(f"({part})" for part in conditions).replace("{text}", "s.text")
        beside_index = bool(beside) or not match
        return Asked(tables, joined, values, number, bool(match), beside_index, clause.first, clause.last)

    def _count(self, asked: Asked) -> int:
        return count(self._db, self._sets, asked)

    def _end(self, asked: Asked, way: str) -> int | None:
        sql = finding.ENDS.format(id=asked.id, tables=asked.tables, where=asked.where, way=way)
        row = self._db.first(sql, *asked.values)
        return row[0] if row else None


def _bounds(first: int, last: int) -> tuple[int, ...]:
    from store.library.compiling import FIRST, LAST

    return (*((first,) if first != FIRST else ()), *((last,) if last != LAST else ()))
