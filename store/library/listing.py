"""Taking a list of people in."""

from __future__ import annotations

from dataclasses import dataclass

from store.library.connection import Connection
from store.person_names import form, office_words
from store.persons import Membership, Name, Office, Person, Roster
from store.queries import people as queries


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of people did to the library."""

    people: int
    new: int
    """Of the people those who were not known."""
    offices: int
    strangers: int
    """Offices of people whom the library does not know; they were left out."""


def add(db: Connection, roster: Roster) -> Listed:
    """Take in a list, inside the transaction of whoever calls."""
    known = {ref: person for person, ref in db.rows(queries.REFS, {"ids": None})}
    new = 0
    for person in roster.people:
        number = next((known[ref] for ref in (person.key, *person.refs) if ref in known), None)
        if number is None:
            (number,) = db.one(queries.ADD_PERSON, person.key)
            new += 1
        known |= {ref: number for ref in (person.key, *person.refs) if ref not in known}
        _keep(db, roster.name, number, person)
    offices = [(known[ref], office) for ref, office in roster.offices if ref in known]
    db.many(
        queries.ADD_OFFICE,
        [
            (each.id, who, each.title, office_words(each.title), each.held.first, each.held.last)
            for who, each in offices
        ],
    )
    return Listed(len(roster.people), new, len(offices), len(roster.offices) - len(offices))


def _keep(db: Connection, name: str, number: int, person: Person) -> None:
    db.many(queries.ADD_REF, [(ref, number) for ref in (person.key, *person.refs)])
    db.rows(queries.DROP_NAMES, number, name)
    names = [(number, name, each.text, each.family, form(each.text).key, *_days(each)) for each in person.names]
    db.many(queries.ADD_NAME, names)
    db.rows(queries.DROP_MEMBERSHIPS, number, name)
    seats = [(each.id, number, name, each.house, each.party, each.seat, *_days(each)) for each in person.memberships]
    db.many(queries.ADD_MEMBERSHIP, seats)


def _days(each: Name | Membership | Office) -> tuple[str, str]:
    return each.held.first, each.held.last
