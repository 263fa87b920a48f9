"""A debate that comes in, as the rows that it is kept as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from store.library.connection import Connection
from store.library.incoming import Incoming
from store.library.matching import Relation
from store.model import DebateId, Source, SpeechId
from store.queries import importing

_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written of a debate."""

    number: DebateId
    key: str
    relation: Relation
    ids: list[SpeechId]
    """One for each remark."""
    fresh: frozenset[int]
    """Places of the remarks that are new speeches."""
    before: list[SpeechId]
    """What the debate has read so far."""


class Entries:
    """Makes rows; the ids of what many rows share are remembered."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._numbers: dict[tuple[str, ...], int] = {}

    def forget(self, *, but_few: bool = False) -> None:
        """Forget the ids; where asked, only if there are too many."""
        if not but_few or len(self._numbers) > _CACHED:
            self._numbers.clear()

    def source(self, source: Source) -> int:
        """The id of a source."""
        given = (source.name, source.format, source.digest, source.captured, source.licence)
        return self._number(importing.FIND_SOURCE, importing.ADD_SOURCE, given)

    def debate(self, incoming: Incoming, plan: Plan) -> dict[str, Any]:
        """What a debate says of itself, but for what a reader may correct."""
        return incoming.facts | {"id": plan.number, "source": self.source(incoming.source)}

    def speech(self, incoming: Incoming, plan: Plan, place: int) -> tuple[Any, ...]:
        """One contribution, in the order of `queries.importing.ADD_SPEECH`."""
        made = incoming.contributions[place]
        who = made.speaker
        speaker = None if who is None else self._number(importing.FIND_SPEAKER, importing.ADD_SPEAKER, who)
        reason = self.reason(made.reason)
        numbers = plan.ids[place], plan.number, incoming.keys[place]
        return (*numbers, made.kind, speaker, *made.middle, reason, incoming.digests[place], *made.last)

    def reason(self, text: str) -> int:
        """The id of a reason."""
        return self._number(importing.FIND_REASON, importing.ADD_REASON, (text,))

    def _number(self, find: str, add: str, values: tuple[str, ...]) -> int:
        """The id of the row with these values in a table of things that many share, made where there is none.

        Not by RETURNING, for which SQLite looks through every speech that might refer to the new row.
        """
        number = self._numbers.get(values)
        if number is None:
            row = self._db.first(find, *values)
            if row is None:
                self._db.rows(add, *values)
                row = self._db.one(find, *values)
            number = self._numbers[values] = int(row[0])
        return number
