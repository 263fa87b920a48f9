"""Finding speeches: pages of hits, how many there are, by whom and when. All of it reads only."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.errors import NotFoundError
from store.library.base import Base
from store.library.connection import Connection
from store.model import SpeechId
from store.queries import finding

if TYPE_CHECKING:
    from store.library.compiling import Clause
    from store.library.naming import Names
    from store.library.noted import Noted
    from store.search import Query
    from store.search.found import Advice, Facets, Found, Order

_DAY = 10**6
NO_NOTES: Mapping[int, str] = {}
EXACTLY = 1_000
"""Texts that are looked through to count an exact phrase."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as SQLite is asked it."""

    tables: str
    where: str
    values: tuple[Any, ...]
    id: str
    indexed: bool
    """Whether the full-text index is asked."""


class Finding(Base):
    """Search."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._naming: Names | None = None
        self._noting: Noted | None = None

    @property
    def names(self) -> Names:
        """The names that a query may mean."""
        if self._naming is None:
            from store.library.naming import Names  # this and the rest of searching: not to open a library
            from store.search.found import holds

            self._db.define("holds", lambda text, phrase: holds(text or "", phrase), 2)
            self._naming = Names(self._db)
        return self._naming

    def halt(self, asked: Callable[[], bool] | None) -> None:
        """End what runs from now on with a HaltedError once this says so."""
        self._db.halt(asked)

    def search(
        self, query: Query, *, limit: int = 50, after: int = 0, order: Order | str = "date"
    ) -> tuple[Found, ...]:
        """Speeches that a query finds, behind the first so many: the newest sitting day first, or the most relevant."""
        from store.search import Dates, Field, wanted

        asked = self._asked(query)
        words = asked.indexed and any(not isinstance(leaf, Field | Dates) for leaf in wanted(query.tree))
        ranked = words and order == "relevance"
        sql = finding.PAGE.format(
            id=asked.id,
            marked=finding.MARKED if words else "NULL",
            tables=asked.tables,
            where=asked.where,
            order="rank" if ranked else f"{asked.id} DESC",
        )
        noted = self._only_noted(query)
        if not noted:
            return self._told(self._db.rows(sql, *asked.values, limit, after))
        start = max(0, after - len(noted))
        rows = self._db.rows(sql, *asked.values, limit + after - start, start)
        if ranked:  # behind those of which the words themselves are
            known = start + len(rows) if rows or not start else self._count(asked)
            behind = [(number, None) for number in noted] if len(rows) < limit + after - start else []
            page = [*rows[after - start :], *behind[max(0, after - known) :]]
        else:
            newer = [number for number in noted if start and rows and number > rows[0][0]]
            rest = [(number, None) for number in noted if number not in set(newer)]
            page = sorted([*rows, *rest], key=lambda row: -row[0])[after - start - len(newer) :]
        return self._told(page[:limit], noted)

    def _only_noted(self, query: Query) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, and the notes."""
        if self._noting is None:
            from store.library.noted import Noted

            self._noting = Noted(self._db, self.names)
        return self._noting.only(query.tree)

    def found_by(self, text: str, *, limit: int) -> tuple[SpeechId, ...]:
        """The newest speeches that a query finds, days counted from the newest sitting; raises NotFoundError where the
        text is no query."""
        from store.search import Problem, parse

        newest = self._db.one(finding.NEWEST_DAY)[0]
        asked = parse(text, dt.date.fromisoformat(newest) if newest else dt.date.max)
        if isinstance(asked, Problem):
            raise NotFoundError(asked.sentence)
        return tuple(hit.speech for hit in self.search(asked, limit=limit))

    def count(self, query: Query, *, added_since: str = "") -> tuple[int, bool]:
        """How many speeches a query finds, or how many of those that came in since a moment; and whether that is exact.

        Exact phrases are looked for in the texts; of many, those are counted that have the words with any ending.
        """
        asked, exact = self._to_count(query, added_since)
        return self._count(asked) + (0 if added_since else len(self._only_noted(query))), exact

    def _to_count(self, query: Query, added_since: str = "") -> tuple[Asked, bool]:
        """A query as it is counted, and whether that is exact."""
        from store.search import Phrase, leaves

        loose = self._asked(query, added_since, loose=True)
        if not any(isinstance(leaf, Phrase) for leaf in leaves(query.tree)):
            return loose, True
        many = self._count(loose) > EXACTLY
        return (loose, False) if many else (self._asked(query, added_since), True)

    def notes_where(self, query: Query) -> frozenset[str]:
        """The ids of the annotations on words of a speech that a query finds."""
        asked = self._asked(query)
        sql = finding.AMONG_NOTED.format(id=asked.id, tables=asked.tables, where=asked.where)
        speeches = json.dumps([row[0] for row in self._db.rows(sql, *asked.values)])
        return frozenset(row[0] for row in self._db.rows(finding.NOTES_ON, speeches))

    def how_many(self, query: Query) -> int:
        """How many speeches a query finds, counted as `count` does."""
        return self._count(self._to_count(query)[0]) + len(self._only_noted(query))

    def timeline(self, query: Query) -> dict[str, int]:
        """How many hits each year has, from the first to the last with any; each month, where these are few years."""
        asked, _ = self._to_count(query)
        noted = [number // _DAY for number in self._only_noted(query)]
        ends = [end // _DAY for way in ("ASC", "DESC") if (end := self._end(asked, way))]
        if not ends and not noted:
            return {}
        first, last = min(ends + noted), max(ends + noted)
        if last // 10000 - first // 10000 > 2:
            spans = {
                str(year): (year * 10000, year * 10000 + 9999) for year in range(first // 10000, last // 10000 + 1)
            }
        else:
            months = range(first // 10000 * 12 + first // 100 % 100 - 1, last // 10000 * 12 + last // 100 % 100)
            spans = {f"{m // 12}-{m % 12 + 1:02}": (n := m // 12 * 10000 + (m % 12 + 1) * 100, n + 99) for m in months}
        return {
            name: self._count(_within(asked, *days)) + sum(days[0] <= day <= days[1] for day in noted)
            for name, days in spans.items()
        }

    def facets(self, query: Query) -> Facets:
        """How many hits each person, party, house and year has."""
        from store.library.counting import facets

        return facets(self._db, self, query)

    def by_speaker(self, query: Query) -> list[tuple[int | None, int]]:
        """How many hits each printed speaker has, by number, the most first."""
        asked, _ = self._to_count(query)
        sql = finding.BY_SPEAKER.format(tables=asked.tables, where=asked.where, id=asked.id)
        return [(speaker, count) for speaker, count in self._db.rows(sql, *asked.values)]

    def advice(self, query: Query) -> Advice:
        """What the names of a query mean, and the nearest words where one of its own is in no speech."""
        from store.library.advising import advise

        return advise(self._db, self.names, query)

    def said_before(self, sentence: str) -> tuple[Found, ...]:
        """Speeches with a sentence in nearly the same words, the first to say them first."""
        from store.library.likening import said_before

        return said_before(self._db, sentence)

    def completed(self, name: str) -> str | None:
        """A whole name with a word that begins so."""
        return self.names.beginning(name)

    # From a query to SQL

    def _asked(self, query: Query, added_since: str = "", *, loose: bool = False) -> Asked:
        from store.library.compiling import Compiler

        clause = Compiler(self._db, self.names, loose=loose).clause(query.tree)
        return self._put(clause, added_since)

    def _put(self, clause: Clause, added_since: str = "") -> Asked:
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
            beside.append(finding.WITHOUT_REMOVED)
        texts = any("{text}" in condition for condition in beside)
        # a plus keeps SQLite from asking the index anew for every speech of a set
        conditions += [part.replace("{id}", f"+{number}" if match else number) for part in beside]
        tables = (finding.FROM_INDEX_AND_TEXT if texts else finding.FROM_INDEX) if match else finding.FROM_SPEECHES
        joined = " AND ".join(f"({part})" for part in conditions).replace("{text}", "s.text")
        return Asked(tables, joined, values, number, bool(match))

    def _count(self, asked: Asked) -> int:
        return int(self._db.one(finding.COUNT.format(tables=asked.tables, where=asked.where), *asked.values)[0])

    def _end(self, asked: Asked, way: str) -> int | None:
        sql = finding.ENDS.format(id=asked.id, tables=asked.tables, where=asked.where, way=way)
        row = self._db.first(sql, *asked.values)
        return row[0] if row else None

    def _told(self, found: list[tuple[Any, ...]], noted: Mapping[int, str] = NO_NOTES) -> tuple[Found, ...]:
        from store.library import hits

        numbers = json.dumps([row[0] for row in found])
        details = {row[0]: row for row in self._db.rows(finding.DETAILS, numbers)}
        return tuple(
            hits.found(details[number], hits.spans(number, marked), noted.get(number, ""))
            for number, marked in found
            if number in details
        )


def _bounds(first: int, last: int) -> tuple[int, ...]:
    from store.library.compiling import FIRST, LAST

    return (*((first,) if first != FIRST else ()), *((last,) if last != LAST else ()))


def _within(asked: Asked, first: int, last: int) -> Asked:
    """The same from a day `yyyymmdd` to another."""
    where = f"{asked.where} AND {asked.id} BETWEEN ? AND ?"
    return Asked(asked.tables, where, (*asked.values, first * _DAY, last * _DAY + _DAY - 1), asked.id, asked.indexed)
