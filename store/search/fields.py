"""The fields of a query, what each may hold, and what a reader may call it."""

from __future__ import annotations

import difflib

from store.model import Kind, Section
from store.parliaments import PARLIAMENTS, parliament_named
from store.search.model import Dates, Field, Problem

FIELDS = {
    "speaker": "a name",
    "party": "a party, as letters or in full",
    "house": "commons, lords, scotland, wales, northern_ireland or a parliament's name",
    "section": ", ".join(section.value for section in Section),
    "title": "words of a heading",
    "kind": ", ".join(kind.value for kind in Kind),
    "column": "a column as printed",
    "date": "a day or a stretch: 2025-01..2025-03, last month, since March",
    "parliament": "its number, or the year of its election",
    "tag": "one of your tags",
    "code": "one of your codes",
    "note": "words of your notes",
    "verdict": "one of your verdicts",
    "is": "read, unread, annotated",
    "has": "note, tag, code, verdict, column",
    "asked-by": "whoever asked: the questions, and the answers to them",
    "answered-by": "whoever answered: the answers, and the questions they answer",
}
"""Name of each field and what it may hold."""

ALSO = {
    "by": "speaker",
    "from": "speaker",
    "who": "speaker",
    "member": "speaker",
    "debate": "title",
    "heading": "title",
    "col": "column",
    "day": "date",
    "when": "date",
    "notes": "note",
    "tags": "tag",
    "codes": "code",
    "asked_by": "asked-by",
    "askedby": "asked-by",
    "answered_by": "answered-by",
    "answeredby": "answered-by",
}
"""Other names of fields."""

HOUSES = {
    "hc": "commons",
    "house of commons": "commons",
    "hl": "lords",
    "house of lords": "lords",
    "holyrood": "scotland",
    "scottish parliament": "scotland",
    "senedd": "wales",
    "senedd cymru": "wales",
    "ni": "northern_ireland",
    "stormont": "northern_ireland",
    "northern ireland": "northern_ireland",
}
_SECTIONS = {
    "wh": "westminster_hall",
    "written": "written_answer",
    "written answers": "written_answer",
    "written statements": "written_statement",
    "pbc": "public_bill_committee",
    "gc": "grand_committee",
}
_KINDS = {"q": "question", "a": "answer", "supplementary": "question", "point": "point_of_order", "vote": "division"}
_VALUES = {
    "section": {section.value: section.value for section in Section} | _SECTIONS,
    "kind": {kind.value: kind.value for kind in Kind} | _KINDS,
    "is": {name: name for name in ("read", "unread", "annotated")},
    "has": {name: name for name in ("note", "tag", "code", "verdict", "column")},
}
_LONGEST = 200
_FIRST, _LAST = PARLIAMENTS[0].number, PARLIAMENTS[-1].number


def field_named(name: str) -> str | Problem | None:
    """The field that a word before a colon names; a sentence where it nearly names one; None where it is no field.

    >>> field_named("by")
    'speaker'
    >>> field_named("speeker").sentence
    'no field is called speeker:; speaker: is'
    """
    asked = name.casefold()
    known = ALSO.get(asked, asked)
    if known in FIELDS:
        return known
    near = difflib.get_close_matches(asked, FIELDS, 1, 0.8) if len(asked) > 3 else []
    return Problem(f"no field is called {asked}:; {near[0]}: is") if near else None


def field_of(name: str, value: str) -> Field | Dates | Problem:
    """A field with its value, in the field's own words where it has a list of them.

    >>> field_of("kind", "q")
    Field(name='kind', value='question')
    >>> field_of("is", "lost").sentence
    'is: takes one of read, unread, annotated'
    """
    value = value.strip()
    if not value:
        return Problem(f"{name}: waits for {FIELDS[name]}", waits=True)
    if not any(map(str.isalnum, value)) or len(value) > _LONGEST:
        return Problem(f"{name}: wants {FIELDS[name]}")
    if name == "house":
        return Field(name, _one_of(value, {each: each for each in HOUSES.values()} | HOUSES) or value)
    if name == "parliament":
        return _parliament(value)
    if name in _VALUES:
        found = _one_of(value, _VALUES[name])
        return Field(name, found) if found else Problem(f"{name}: takes one of {FIELDS[name]}")
    return Field(name, value)


def _parliament(value: str) -> Field | Problem:
    found = parliament_named(value)
    if found is None:
        return Problem(f"parliament: wants a number from {_FIRST} to {_LAST}, or the year of its election")
    return Field("parliament", str(found.number))


def _one_of(value: str, known: dict[str, str]) -> str | None:
    """The value that is meant, also by a beginning that no other has."""
    asked = " ".join(value.casefold().replace("_", " ").replace("-", " ").split())
    spelt = {name.replace("_", " "): meant for name, meant in known.items()}
    if asked in spelt:
        return spelt[asked]
    begun = {meant for name, meant in spelt.items() if name.startswith(asked)}
    return begun.pop() if len(begun) == 1 else None
