"""Hits counted by person, party, house and year."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from store.library.connection import Connection
from store.queries import finding
from store.search import And, Field, Query
from store.search.found import Facets

if TYPE_CHECKING:
    from store.library.finding import Finding

_PEOPLE = 200
"""So many people are listed."""


def facets(db: Connection, library: Finding, query: Query) -> Facets:
    """Count; parties, houses and years inside the index, people by an index of who said what."""
    houses = [(house, _with(library, query, "house", house)) for house in library.names.all_houses()]
    same = {frozenset(library.names.parties(party)): party for party in reversed(library.names.all_parties())}
    parties = Counter({party: _with(library, query, "party", party) for party in same.values()})
    years: Counter[str] = Counter()
    for name, number in library.timeline(query).items():
        years[name[:4]] += number
    return Facets(
        _people(db, library, query),
        tuple((party, number) for party, number in parties.most_common() if number),
        tuple(sorted(((house, number) for house, number in houses if number), key=lambda each: (-each[1], each[0]))),
        tuple((year, number) for year, number in sorted(years.items(), reverse=True) if number),
    )


def _with(library: Finding, query: Query, field: str, value: str) -> int:
    return library.how_many(Query(And((query.tree, Field(field, value))), "", ""))


def _people(db: Connection, library: Finding, query: Query) -> tuple[tuple[str, int], ...]:
    found = library.by_speaker(query)
    numbers = json.dumps([number for number, _ in found if number is not None])
    names = {row[0]: row[1] or row[2] for row in db.rows(finding.SPEAKERS_NAMED, numbers)}
    people: Counter[str] = Counter()
    for number, count in found:
        if names.get(number):
            people[names[number]] += count
    return tuple(sorted(people.items(), key=lambda each: (-each[1], each[0]))[:_PEOPLE])
