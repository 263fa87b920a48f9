"""Lists of people, read: `members.csv`, TheyWorkForYou's `people.json` and its `ministers.json`.

`people.json` is Popolo (popoloproject.com) as mySociety's parlparse writes it: `persons` with `other_names` and
`identifiers`, `memberships` over `posts` and `organizations`. `ministers.json` and `ministers-2010.json` hold
memberships with a `role` alone. Whatever is damaged ends in a SourceError with the line or the entry.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from store.errors import SourceError
from store.folding import fold
from store.importers.jsons import Fields, load
from store.importers.text import decode
from store.person_names import HONORIFICS
from store.persons import Membership, Name, Office, Period, Person, Roster, party_letters
from store.sanitise import clean_line

CSV: Final = "members.csv"
PEOPLE: Final = "people.json"
OFFICES: Final = "ministers.json"

HOUSES: Final = {
    "house-of-commons": "commons",
    "house-of-lords": "lords",
    "scottish-parliament": "scotland",
    "welsh-parliament": "wales",
    "national-assembly-for-wales": "wales",
    "northern-ireland-assembly": "northern_ireland",
}
"""The organisations whose memberships are seats, and the House that each is."""
PARLIAMENT_IDS: Final = "datadotparl_id"
"""The scheme of Parliament's own numbers in `people.json`."""
_DAY: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


def read(data: bytes, name: str, held: Period) -> Roster:
    """A list of people in any of the three formats, told from its content.

    `held` is when the memberships of a CSV were held, where its columns do not say. Raises SourceError.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return _csv(data, name, held)
    whole = Fields(load(data, name), name)
    if "persons" in whole.value:
        return _people(whole, name)
    if "memberships" not in whole.value:
        whole.refuse("holds neither people nor memberships")
    return _ministers(whole, name)


# members.csv


def _csv(data: bytes, name: str, held: Period) -> Roster:
    rows = csv.reader(io.StringIO(decode(data, name), newline=""), strict=True)
    people: dict[str, Person] = {}
    skipped: list[str] = []
    try:
        header = [fold(cell) for cell in next(rows, ())]
        if "name" not in header or not {"person_id", "mnis_id"} & set(header) or len(set(header)) < len(header):
            raise SourceError(
                name, "is no list of people: its first line must have the columns name and person_id (or mnis_id)", 1
            )
        for row in rows:
            if len(row) != len(header) and row:
                raise SourceError(name, f"has {len(row)} cells where its first line has {len(header)}", rows.line_num)
            cells = {key: clean_line(cell) for key, cell in zip(header, row, strict=False)}
            person = _member(cells, f"{name}, line {rows.line_num}", held)
            if person is None:
                skipped.append(f"line {rows.line_num} gives no id or no name")
            else:
                people[person.key] = _joined(people[person.key], person) if person.key in people else person
    except csv.Error as error:
        raise SourceError(name, f"is not whole CSV ({error}); get the file again.", rows.line_num) from None
    return Roster(f"{CSV} {held.first}".strip(), tuple(people.values()), skipped=tuple(skipped))


def _member(cells: dict[str, str], where: str, held: Period) -> Person | None:
    person, number = cells.get("person_id", ""), cells.get("mnis_id", "")
    named = _listed_name(cells.get("name", ""))
    key = person or number
    if not key or not named.text:
        return None
    seat = cells.get("constituency", "")
    house = cells.get("house", "") or ("commons" if seat else "")
    days = _period(cells.get("start_date", ""), cells.get("end_date", ""), where)
    days = held if days == Period() else days
    party = party_letters(cells.get("party", "") or cells.get("party_slug", ""))
    membership = Membership(f"{key}#{days.first}", HOUSES.get(house, house), party, seat, days)
    return Person(key, (named,), tuple(ref for ref in (person, number) if ref), (membership,))


def _listed_name(text: str) -> Name:
    """`Adams, Gerry` and `Ms Diane Abbott` in the order in which they are said; a title of a peer stays."""
    family, comma, given = (part.strip() for part in text.partition(","))
    words = f"{given} {family}".split() if comma else text.split()
    while len(words) > 1 and fold(words[0]).strip(".") in HONORIFICS:
        del words[0]
    return Name(" ".join(words), family if comma else "")


def _joined(one: Person, other: Person) -> Person:
    return replace(
        one,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        refs=tuple(dict.fromkeys((*one.refs, *other.refs))),
        memberships=tuple(dict.fromkeys((*one.memberships, *other.memberships))),
    )


# people.json


def _people(whole: Fields, name: str) -> Roster:
    seats = {_line(post, "id"): post for post in _each(whole, "posts", name)}
    bodies = {_line(body, "id"): _line(body, "name") for body in _each(whole, "organizations", name)}
    held: dict[str, list[Membership]] = {}
    moved: dict[str, list[str]] = {}
    for entry in (*_each(whole, "memberships", name), *_each(whole, "persons", name)):
        if now := _line(entry, "redirect"):
            moved.setdefault(now, []).append(_line(entry, "id"))
        elif "person_id" in entry.value:
            held.setdefault(_line(entry, "person_id"), []).append(_membership(entry, seats, bodies))
    people, skipped = [], []
    for entry in _each(whole, "persons", name):
        key = _line(entry, "id")
        if not key or _line(entry, "redirect"):
            continue
        names = tuple(_names(entry))
        if not names:
            skipped.append(f"{key} has no name")
            continue
        seated = sorted(held.get(key, ()), key=lambda membership: membership.held.first, reverse=True)
        own = [key, *(membership.id for membership in seated), *_numbers(entry)]
        refs = dict.fromkeys(ref for each in own for ref in (each, *moved.get(each, ())) if ref)
        people.append(Person(key, names, tuple(refs), tuple(seated)))
    return Roster(PEOPLE, tuple(people), skipped=tuple(skipped))


def _membership(entry: Fields, seats: dict[str, Fields], bodies: dict[str, str]) -> Membership:
    post = seats.get(_line(entry, "post_id"))
    body = _line(entry, "organization_id") or (_line(post, "organization_id") if post else "")
    area = Fields(post.value.get("area") or {}, post.where) if post else None
    party = bodies.get(_line(entry, "on_behalf_of_id"), _line(entry, "on_behalf_of_id"))
    return Membership(
        _key(entry, body),
        HOUSES.get(body, body),
        party_letters(party),
        _line(area, "name") if area else "",
        _period(_line(entry, "start_date"), _line(entry, "end_date"), entry.where),
    )


def _key(entry: Fields, body: str) -> str:
    """The id of an entry; where it has none, one made of whose it is, and of where and when."""
    return _line(entry, "id") or " ".join((_line(entry, "person_id"), body, _line(entry, "start_date")))


def _names(person: Fields) -> Iterator[Name]:
    """Main names first, the latest before the older, then alternative ones."""
    found: list[tuple[bool, str, Name]] = []
    for entry in person.objects("other_names"):
        held = _period(_line(entry, "start_date"), _line(entry, "end_date"), person.where)
        text, family = _said(entry)
        if text:
            found.append((_line(entry, "note") == "Main", held.last or "9999", Name(text, family, held)))
    for _, _, name in sorted(found, key=lambda each: each[:2], reverse=True):
        yield name


def _said(entry: Fields) -> tuple[str, str]:
    """A name as it is said, and the family name: `Lord Parrish of Lode`, or given and family name."""
    lord, place = _line(entry, "lordname"), _line(entry, "lordofname")
    if lord or place:
        return " ".join(filter(None, (_line(entry, "honorific_prefix"), lord, place and f"of {place}"))), ""
    family = _line(entry, "family_name") or _line(entry, "surname")
    given = _line(entry, "given_name")
    return _line(entry, "name") or f"{given} {family}".strip(), family


def _numbers(person: Fields) -> Iterator[str]:
    """Parliament's own number, by which the Hansard API names its speakers."""
    for entry in person.objects("identifiers"):
        if entry.value.get("scheme") == PARLIAMENT_IDS:
            yield clean_line(str(entry.value.get("identifier") or ""))


# ministers.json


def _ministers(whole: Fields, name: str) -> Roster:
    bodies = {_line(body, "id"): _line(body, "name") for body in _each(whole, "organizations", name)}
    offices = []
    for entry in _each(whole, "memberships", name):
        role, person = _line(entry, "role"), _line(entry, "person_id")
        if role and person:
            held = _period(_line(entry, "start_date"), _line(entry, "end_date"), entry.where)
            body = _line(entry, "organization_id")
            where = "" if not body or body in HOUSES else bodies.get(body) or body.replace("-", " ").replace("  ", " ")
            offices.append((person, Office(_key(entry, f"{body} {role}"), f"{role}, {where}" if where else role, held)))
    return Roster(OFFICES, offices=tuple(offices))


def _each(whole: Fields, key: str, name: str) -> Iterable[Fields]:
    """The entries of a list, each named by its place for whoever must find it."""
    return (Fields(value, f"{name}, {key} {place}") for place, value in enumerate(whole.items(key), 1))


def _line(entry: Fields, key: str) -> str:
    return clean_line(entry.text(key))


def _period(first: str, last: str, where: str) -> Period:
    """Years and months count whole: from their first day, up to their last."""
    for day in (first, last):
        if day and not _DAY.fullmatch(day):
            raise SourceError(where, f"“{clean_line(day)}” is no date; write it as 2025-01-16")
    return Period(_filled(first, "-01-01"), _filled(last, "-12-31"))


def _filled(day: str, rest: str) -> str:
    """`2024-05` with the day of `rest`, `2024` with its month too."""
    return day + rest[len(day) - 4 :] if day else ""
