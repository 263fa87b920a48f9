"""Which people the printed speakers of debates are, worked out and kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from store.library import rows
from store.library.connection import Connection, Row
from store.library.indexing import reindexed
from store.model import DebateId, Speaker, SpeechId
from store.people_matching import Match, People, Sitting, recognise, shown
from store.person_names import form, office_words
from store.persons import Membership, Name, Office, Period, Person
from store.queries import debates as reading
from store.queries import importing
from store.queries import people as queries

GATHERED = 100
"""Debates that are worked out in one transaction, when all are."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """How many speeches are of somebody known, by how sure that is. Nobody's are not counted."""

    sure: int = 0
    unsure: int = 0
    """Somebody may be meant, but not surely or not only one."""
    unknown: int = 0
    """No list has anybody who may be meant."""

    def __add__(self, other: Recognised) -> Recognised:
        return Recognised(self.sure + other.sure, self.unsure + other.unsure, self.unknown + other.unknown)


class Recogniser:
    """Works out the attributions of debates, inside the transaction of whoever calls."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._everyone: People | None = None
        self._speakers: dict[int, rows.Attributed] = {}

    def revisit(self, debates: Collection[DebateId], unindexed: Collection[SpeechId] = ()) -> Recognised:
        """Debates that came in or changed, and those of their days that share speeches with others."""
        if not debates or not self._db.first(queries.ANY):
            return Recognised()
        days = {debate // 10**4 * 10**4 for debate in debates}
        sharing = {row[0] for day in days for row in self._db.rows(queries.SHARING, day, day + 9999)}
        return self.work_out(sorted({*debates, *sharing}), unindexed)

    def work_out(self, debates: Iterable[DebateId], unindexed: Collection[SpeechId] = ()) -> Recognised:
        """Keep whom each speaker of these debates means, where that is sure, in place of what was kept. The index
        follows, but for speeches that will only come into it."""
        if self._everyone is None:
            self._everyone = People(load(self._db))
        total = Recognised()
        for debate in debates:
            said = self._db.rows(queries.SPOKEN, debate)
            speakers = self._said([row[0] for row in said])
            sitting = sitting_of(self._db, debate)
            found = recognise(speakers, self._everyone, sitting)
            kept = [
                (debate, number, match.person.id, *shown(match.person, speaker, sitting))
                for (number, _), speaker, match in zip(said, speakers, found, strict=True)
                if match.person and speaker
            ]
            self._keep(debate, kept, unindexed)
            for (_, count), speaker, match in zip(said, speakers, found, strict=True):
                total += _counted(match, count) if speaker else Recognised()
        return total

    def _keep(self, debate: DebateId, kept: list[Row], unindexed: Collection[SpeechId]) -> None:
        """The attributions of a debate; what is the same as before is not touched."""
        before, after = set(self._db.rows(queries.ATTRIBUTIONS, debate)), set(kept)
        if before == after:
            return
        changed = json.dumps(list({row[1] for row in before ^ after}))
        there = {row[0] for row in self._db.rows(importing.SPOKEN_AT_HOME, debate, changed)}
        with reindexed(self._db, there.difference(unindexed)):
            self._db.rows(queries.DROP_ATTRIBUTIONS, debate)
            self._db.many(queries.ADD_ATTRIBUTION, kept)

    def _said(self, numbers: Sequence[int]) -> list[Speaker | None]:
        unknown = [number for number in numbers if number not in self._speakers]
        if unknown:
            self._speakers |= attributed(self._db, unknown)
        return [self._speakers[number][1] for number in numbers]


def attributed(db: Connection, numbers: Sequence[int]) -> dict[int, rows.Attributed]:
    """Printed speakers by their numbers, as their sources give them."""
    return {row[0]: rows.attributed(row[1:]) for row in db.rows(reading.SPEAKERS, json.dumps(list(numbers)))}


def sitting_of(db: Connection, debate: DebateId) -> Sitting:
    """House and day of a debate."""
    return Sitting(*db.one(queries.SITTING, debate))


def load(db: Connection, ids: Collection[int] | None = None) -> list[Person]:
    """Everyone, or those of these numbers."""
    wanted = {"ids": None if ids is None else json.dumps(list(ids))}

    def held(sql: str, make: Callable[..., Any]) -> dict[int, list[Any]]:
        parts: dict[int, list[Any]] = {}
        for person, *row in db.rows(sql, wanted):
            parts.setdefault(person, []).append(make(*row))
        return parts

    names = held(queries.NAMES, lambda text, family, *days: Name(text, family, Period(*days)))
    refs = held(queries.REFS, str)
    seats = held(
        queries.MEMBERSHIPS, lambda key, house, party, seat, *days: Membership(key, house, party, seat, Period(*days))
    )
    offices = held(queries.OFFICES, lambda key, title, *days: Office(key, title, Period(*days)))
    return [
        Person(
            key,
            tuple(names.get(number, ())),
            tuple(refs.get(number, ())),
            tuple(seats.get(number, ())),
            tuple(offices.get(number, ())),
            number,
        )
        for number, key in db.rows(queries.PERSONS, wanted)
    ]


def may_be(db: Connection, speakers: Iterable[Speaker | None]) -> list[Person]:
    """Those whom these speakers can mean, without loading everyone."""
    named = [speaker for speaker in speakers if speaker]
    wanted = {
        "keys": json.dumps(list({form(speaker.name).key for speaker in named})),
        "refs": json.dumps(list({speaker.ref for speaker in named if speaker.ref})),
        "offices": json.dumps(list({office_words(speaker.office) for speaker in named if speaker.office})),
    }
    return load(db, [row[0] for row in db.rows(queries.MAY_BE, wanted)])


def _counted(match: Match, count: int) -> Recognised:
    if match.person:
        return Recognised(sure=count)
    return Recognised(unsure=count) if match.candidates else Recognised(unknown=count)
