"""Smart lists and what they have that is new; what was searched for and read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store.library import simple
from store.library.base import Base
from store.model import DebateId
from store.queries import finding
from store.records import SmartList


@dataclass(frozen=True, slots=True)
class Searched:
    """A query that was run, and how many hits it had then."""

    query: str
    at: str
    hits: int | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A debate that was read."""

    debate: DebateId
    at: str
    title: str
    date: dt.date
    house: str
    read: float
    """The share of it that was passed."""


class Remembering(Base):
    """What a reader comes back to. Only smart lists are part of the journal."""

    def smart_lists(self) -> tuple[SmartList, ...]:
        """The queries kept under a name, by name."""
        made = simple.of(SmartList)
        return tuple(made(row) for row in self._db.rows(simple.all_of(SmartList)))

    def looked_at(self) -> dict[str, str]:
        """When each smart list was looked at last."""
        return dict(self._db.rows(finding.LOOKED))

    def keep_looked(self, name: str, *, now: str) -> None:
        """A smart list is being looked at."""
        with self._db.transaction():
            self._db.rows(finding.KEEP_LOOKED, name, now)

    def searched(self, *, limit: int = 50) -> tuple[Searched, ...]:
        """What was searched for, the latest first."""
        return tuple(Searched(*row) for row in self._db.rows(finding.SEARCHED, limit))

    def keep_searched(self, query: str, hits: int, *, now: str) -> None:
        """A query was run; one that begins like the one before, within the minute, was still being typed."""
        with self._db.transaction():
            last = self.searched(limit=1)
            if last and query.startswith(last[0].query) and 0 <= _seconds(last[0].at, now) < _TYPING:
                self._db.rows(finding.DROP_SEARCHED, last[0].query)
            self._db.rows(finding.KEEP_SEARCHED, query, now, hits)

    def opened(self, *, limit: int = 50) -> tuple[Opened, ...]:
        """What was read, the latest first."""
        rows = self._db.rows(finding.OPENED, limit)
        return tuple(
            Opened(DebateId(debate), at, title, dt.date.fromisoformat(date), house, read)
            for debate, at, title, date, house, read in rows
        )

    def keep_opened(self, debate: DebateId, *, now: str) -> None:
        """A debate is being read."""
        with self._db.transaction():
            self._db.rows(finding.KEEP_OPENED, debate, now)

    def never_opened(self) -> int:
        """How many debates have not been opened."""
        return int(self._db.one(finding.NEVER_OPENED)[0])


_TYPING = 60


def _seconds(before: str, after: str) -> float:
    return (dt.datetime.fromisoformat(after) - dt.datetime.fromisoformat(before)).total_seconds()
