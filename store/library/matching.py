"""What of a file is already in the library: its speeches and its debates."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from store.identity import MADE, Known
from store.library.connection import Connection
from store.library.days import Day, KnownDebate, day_number
from store.model import DebateId, SpeechId
from store.parsed import ParsedDebate
from store.queries import importing

SAME = 0.8
"""Share of the larger of two debates that both must have for them to be one debate from two sources."""


class Relation(Enum):
    """What a debate that comes in is to the one that is there."""

    NEW = 1
    EDITION = 2
    """The same debate of the same source."""
    OTHER_SOURCE = 3
    """The same debate of another source: what is there stays, what it lacks is added."""


@dataclass(slots=True)
class Claims:
    """What the debates of one file have been found to be so far; each speech of a file is another speech."""

    keys: frozenset[str]
    """Every key that the file itself gives."""
    speeches: set[SpeechId] = field(default_factory=set)
    debates: set[DebateId] = field(default_factory=set)


def claims_of(debates: Iterable[ParsedDebate]) -> Claims:
    """Nothing claimed yet."""
    keys = (key for debate in debates for key in (debate.key, *(remark.key for remark in debate.remarks)))
    return Claims(frozenset(keys) - {""})


class Matches(Known):
    """The speeches of a day that one debate of a file may claim."""

    def __init__(self, db: Connection, day: Day, debate: ParsedDebate, claims: Claims, key: str) -> None:
        """`key` is that of the debate."""
        self._db, self._day, self._claims = db, day, claims
        self._debate, self._key = debate, key
        self._said: dict[SpeechId, tuple[str, str]] = {}
        self._readings: dict[DebateId, list[SpeechId]] = {}

    def keyed(self, key: str) -> SpeechId | None:
        speech = self._day.by_key.get(key)
        return None if speech in self._claims.speeches else speech

    def worded(self, digest: int) -> Sequence[SpeechId]:
        return [speech for speech in self._day.by_digest.get(digest, ()) if self.free(speech)]

    def said(self, speech: SpeechId) -> tuple[str, str]:
        if speech not in self._said:
            self._said[speech] = self._db.one(importing.SAID, speech)
        return self._said[speech]

    def reading(self) -> Sequence[tuple[SpeechId, int]]:
        known = self._day.debate_keys.get(self._key)
        return [(speech, self._day.digests[speech]) for speech in self.reads(known)] if known else ()

    def beside(self, speech: SpeechId, step: int) -> SpeechId | None:
        home = self._day.homes[speech]
        if home is None:
            return None
        turns = self.reads(home)
        place = turns.index(speech) + step if speech in turns else -1
        return turns[place] if 0 <= place < len(turns) else None

    def reads(self, debate: DebateId) -> list[SpeechId]:
        """The speeches that a debate reads, in order."""
        if debate not in self._readings:
            self._readings[debate] = [row[0] for row in self._db.rows(importing.READING, debate)]
        return self._readings[debate]

    def debate(self, found: Sequence[SpeechId | None]) -> tuple[KnownDebate, bool] | None:
        """The debate of another source that this one is: of the same kind, most of either in both; or one whose page
        was cut short, here or there, and whether it is that."""
        mine = {speech for speech in found if speech}
        first = day_number(self._debate.date) * 10**4
        values = {"first": first, "last": first + 9999, "speeches": json.dumps(list(mine))}
        for (number,) in self._db.rows(importing.READ_BY, values) if mine else ():
            known = self._day.debates[number]
            there = self.reads(number)
            larger = max(len(there), len(self._debate.remarks))
            if (
                number in self._claims.debates
                or known.key in self._claims.keys
                or known.excerpt != self._debate.excerpt
            ):
                continue
            if self._cut_short(known, there, found):
                return known, True
            if len(mine.intersection(there)) >= SAME * larger:
                return known, False
        return None

    def _cut_short(self, known: KnownDebate, there: Sequence[SpeechId], found: Sequence[SpeechId | None]) -> bool:
        """Have two pages without keys the same title, and does one hold the first turns of the other and no more?"""
        if self._debate.key or not known.key.startswith(MADE) or known.title != self._debate.title:
            return False
        shorter = min(len(there), len(found))
        return there[:shorter] == found[:shorter] and len(there) != len(found)

    def free(self, speech: SpeechId) -> bool:
        home = self._day.homes[speech]
        known = self._day.debates.get(home) if home else None
        return (
            known is not None
            and known.section == self._debate.section
            and speech not in self._claims.speeches
            and home not in self._claims.debates
            and self._day.keys[speech] not in self._claims.keys
        )
