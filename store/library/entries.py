"""A debate that comes in, as the rows that it is kept as."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.library import rows
from store.library.connection import Connection
from store.library.keeping import shelf_words
from store.library.matching import Claims, Relation
from store.model import Debate, DebateId, Kind, Link, Source, Speech, SpeechId
from store.parsed import ParsedDebate, Remark
from store.queries import importing
from store.threads import RULES, thread

PEOPLE = 4
"""Names that the shelf keeps of a debate."""
_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A debate on its way in."""

    debate: ParsedDebate
    links: Sequence[Link]
    source: Source
    claims: Claims
    """What was claimed for the file it is of."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written of a debate."""

    number: DebateId
    key: str
    digest: int
    relation: Relation
    ids: list[SpeechId]
    """One for each remark."""
    keys: list[str]
    digests: list[int]
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
        debate = incoming.debate
        people = list(dict.fromkeys(remark.speaker.name for remark in debate.remarks if remark.speaker))
        date = debate.date.isoformat()
        return {
            "id": plan.number,
            "parents": json.dumps(debate.parents, ensure_ascii=False),
            "url": debate.url,
            "committee": debate.committee,
            "session": debate.session,
            "excerpt": debate.excerpt,
            "warning": debate.warning,
            "source": self.source(incoming.source),
            "digest": plan.digest,
            "rules": RULES,
            "speeches": len(debate.remarks),
            "exchanges": _exchanges(incoming, plan),
            "characters": sum(len(remark.text) for remark in debate.remarks),
            "speakers": len(people),
            "people": json.dumps(people[:PEOPLE], ensure_ascii=False),
            "time": next((remark.time for remark in debate.remarks if remark.time), None),
            "words": shelf_words(debate.title, debate.parents, debate.house, date, people),
        }

    def speech(self, incoming: Incoming, plan: Plan, place: int) -> tuple[Any, ...]:
        """One contribution, in the order of `queries.importing.ADD_SPEECH`."""
        remark, told = incoming.debate.remarks[place], incoming.links[place]
        return (
            plan.ids[place],
            plan.number,
            plan.keys[place],
            told.kind.value,
            self._speaker(remark),
            remark.column,
            remark.time,
            remark.label and remark.label.value,
            int(remark.supplementary),
            remark.number,
            self._number(importing.FIND_REASON, importing.ADD_REASON, (told.reason,)),
            plan.digests[place],
            rows.kept_marks(remark.columns),
            remark.url,
            remark.text,
        )

    def _speaker(self, remark: Remark) -> int | None:
        who = remark.speaker
        if who is None and not remark.attribution:
            return None
        named = (who.name, who.party or "", who.seat or "", who.office or "", who.ref or "") if who else ("",) * 5
        return self._number(importing.FIND_SPEAKER, importing.ADD_SPEAKER, (remark.attribution, *named))

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


def _exchanges(incoming: Incoming, plan: Plan) -> int:
    """How many exchanges a question opens."""
    debate, ids = incoming.debate, plan.ids
    if not any(told.kind is Kind.QUESTION for told in incoming.links):
        return 0
    speeches = tuple(
        Speech(number, "", told.kind, None, "", None, None, "", tuple([ids[place] for place in told.replies_to]))
        for number, told in zip(ids, incoming.links, strict=True)
    )
    facts = (debate.title, debate.date, debate.house, debate.section, debate.parents, None, "")
    return thread(Debate(plan.number, "", *facts, incoming.source, speeches)).count
