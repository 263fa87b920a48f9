"""A query said back: in words for the reader, and plainly, as it may be typed again."""

from __future__ import annotations

import datetime as dt

from store.model import Section
from store.parliaments import PARLIAMENTS, ordinal
from store.search.model import And, Dates, Field, Near, Node, Not, Or, Phrase, Prefix, Word

_HOUSES = {
    "commons": "in the Commons",
    "lords": "in the Lords",
    "scotland": "in the Scottish Parliament",
    "wales": "in the Senedd",
    "northern_ireland": "in the Northern Ireland Assembly",
}
_KINDS = {"chair": "words of the Chair", "speech": "speeches proper", "procedural": "procedure"}
_IS = {"read": "in debates you have opened", "unread": "in debates you have not opened", "annotated": "with your notes"}
_SAID = {
    "speaker": "by “{}”",
    "party": "of the party “{}”",
    "title": "under a heading with “{}”",
    "column": "in column {}",
    "tag": "that you tagged “{}”",
    "code": "that you coded “{}”",
    "note": "with “{}” in your note",
    "verdict": "with your verdict “{}”",
    "asked-by": "asked by “{}”",
    "answered-by": "answered by “{}”",
    "has": "with a {}",
}


def said(node: Node) -> str:
    """How a tree was read.

    >>> said(And((Word("tax"), Not(Field("kind", "answer")))))
    '“tax”, but not: answers'
    """
    match node:
        case And(parts):
            held = [_inner(part) for part in parts if not isinstance(part, Not)]
            spared = [_inner(part.part) for part in parts if isinstance(part, Not)]
            return "; ".join(held) + (f", but not: {'; nor '.join(spared)}" if spared else "")
        case Or(parts):
            return " or ".join(map(_inner, parts))
        case Not(part):
            return f"not {_inner(part)}"
        case Near(parts, distance):
            return " near ".join(map(said, parts)) + f" (within {distance} words)"
        case Dates():
            return _days(node)
        case Field():
            return _field(node)
        case Word(text):
            return f"“{text}”"
        case Phrase(text):
            return f"exactly “{text}”"
        case Prefix(text):
            return f"words in “{text}…”"


def _inner(node: Node) -> str:
    return f"({said(node)})" if isinstance(node, And | Or) else said(node)


def _field(field: Field) -> str:
    name, value = field.name, field.value
    if name == "house":
        return _HOUSES.get(value, f"in “{value}”")
    if name == "kind":
        return _KINDS.get(value, value.replace("_", " ") + "s")
    if name == "section":
        return f"in the section {Section(value).words}"
    if name == "is":
        return _IS[value]
    if name == "parliament":
        term = PARLIAMENTS[int(value) - PARLIAMENTS[0].number]
        return f"during the {ordinal(term.number)} Parliament (from {term.elected.year})"
    return _SAID[name].format(value)


def _days(dates: Dates) -> str:
    first, last = dates.first, dates.last
    if first and first == last:
        return f"on {_day(first)}"
    if first and last:
        return f"from {_day(first)} to {_day(last)}"
    return f"since {_day(first)}" if first else f"until {_day(last)}" if last else "on any day"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def written(node: Node) -> str:
    """The tree as a query that gives the same tree.

    >>> written(Or((Word("tax"), Phrase("public purse"))))
    'tax OR "public purse"'
    """
    match node:
        case And(parts):
            return " ".join(_bracketed(part, Or) for part in parts)
        case Or(parts):
            return " OR ".join(_bracketed(part, And) for part in parts)
        case Not(part):
            return f"-{_bracketed(part, And, Or, Near)}"
        case Near(parts, distance):
            return f" NEAR/{distance} ".join(map(written, parts))
        case Dates(first, last):
            return "date:" + (first.isoformat() if first else "") + ".." + (last.isoformat() if last else "")
        case Field(name, value):
            return f'{name}:"{value}"'
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"


def _bracketed(node: Node, *kinds: type) -> str:
    return f"({written(node)})" if isinstance(node, kinds) else written(node)
