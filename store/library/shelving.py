"""What the first frame shows of a library: the shelf and what is remembered. All that a program reads to start."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from store.folding import fold
from store.library.base import Base
from store.model import DebateId, Excerpt, Section, Shelved
from store.queries import reading, shelf

_EVERYTHING = -1


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

    def totals(self) -> tuple[int, int]:
        """How many debates and speeches the library holds."""
        count, speeches = self._db.one(shelf.TOTALS)
        return count, speeches

    def setting(self, key: str) -> str | None:
        """A remembered setting."""
        row = self._db.first(reading.SETTING, key)
        return str(row[0]) if row else None


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
