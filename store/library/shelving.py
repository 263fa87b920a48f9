"""What the first frame shows of a library: the shelf and what is remembered. All that a program reads to start."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections.abc import Sequence
from typing import Any

from store.folding import fold
from store.library.base import Base
from store.listed import Listing
from store.model import DebateId, Excerpt, Section, Shelved
from store.queries import reading, shelf

_EVERYTHING = -1
_AT_ONCE = 1_000
"""Rows taken from SQLite at once, so that keys are answered between."""


class Shelving(Base):
    """The debates by sitting day, and settings."""

    def shelf(self, *, limit: int | None = None, after: DebateId | None = None, text: str = "") -> tuple[Shelved, ...]:
        """Debates, newest sitting day first; within a day by house, then in the order of the document.

        `after` goes on behind a debate; `text` keeps those whose title, people, house and date hold all its words.
        """
        date, house = ("9999-99-99", "") if after is None else self._db.one(shelf.WHERE_ON_SHELF, after)
        values = {"date": date, "house": house, "id": after or 0, "words": json.dumps(fold(text).split())}
        values["limit"] = _EVERYTHING if limit is None else limit
        return tuple(map(shelved, self._db.rows(shelf.SHELF, values)))

    def listing(self, order: str = "newest", grouping: str = "day", kept: str | None = None) -> Listing:
        """The debates in an order of `queries.shelf.ORDERS`, gathered; of those in a JSON array of numbers, if given.

        Those that are gathered by day and not ordered by it are in one piece.
        """
        where, values = (shelf.ALL, ()) if kept is None else (shelf.KEPT, (kept,))
        by_day = order in {"newest", "oldest"}
        group, way = _grouping(grouping), "" if order == "oldest" or grouping == "section" else "DESC"
        first = "" if grouping != "section" and by_day else f"{group} {way}, "
        ordered = shelf.ORDERS[order] if grouping == "day" else first + shelf.ORDERS[order]
        ids = array("q")
        for rows in self._db.batches(shelf.LISTED.format(kept=where, order=ordered), _AT_ONCE, *values):
            ids.extend([row[0] for row in rows])
        days = self._counted(shelf.GROUPS["day"], where, "DESC", values)
        if grouping != "day":
            return Listing(ids, self._counted(group, where, way, values), days, order, grouping)
        return Listing(ids, () if not by_day else days if order == "newest" else days[::-1], days, order)

    def _counted(self, group: str, where: str, way: str, values: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
        found = self._db.rows(shelf.GROUPED.format(group=group, kept=where, way=way), *values)
        return tuple((str(name), count) for name, count in found)

    def shelf_rows(self, debates: Sequence[int]) -> tuple[tuple[Shelved, ...], tuple[Shelved, ...]]:
        """What the shelf shows of these debates, and of others that have a name and a day with one of them."""
        numbers = json.dumps(list(debates))
        asked = set(debates)
        others = [row[0] for row in self._db.rows(shelf.NAMESAKES, numbers) if row[0] not in asked]
        found = tuple(map(shelved, self._db.rows(shelf.ROWS, numbers)))
        return found, tuple(map(shelved, self._db.rows(shelf.ROWS, json.dumps(others)))) if others else ()

    def totals(self) -> tuple[int, int]:
        """How many debates and speeches the library holds."""
        count, speeches = self._db.one(shelf.TOTALS)
        return count, speeches

    def setting(self, key: str) -> str | None:
        """A remembered setting."""
        row = self._db.first(reading.SETTING, key)
        return str(row[0]) if row else None


def _grouping(name: str) -> str:
    if name != "parliament":
        return shelf.GROUPS[name]
    from store.parliaments import PARLIAMENTS  # read when first gathered so

    terms = "".join(f" WHEN d.date >= '{term.elected}' THEN {term.number}" for term in reversed(PARLIAMENTS))
    return f"CASE{terms} ELSE 0 END"


def shelved(row: tuple[Any, ...]) -> Shelved:
    """Of `queries.shelf.SHELF`."""
    number, title, date, house, section, parents, time, people, *rest = row
    speakers, speeches, exchanges, notes, read, excerpt = rest
    return Shelved(
        DebateId(number),
        title,
        dt.date.fromisoformat(date),
        house,
        Section(section),
        tuple(json.loads(parents)),
        time,
        tuple(json.loads(people)),
        speakers,
        speeches,
        exchanges,
        notes,
        read,
        Excerpt(excerpt),
    )
