"""The notebook: every annotation of a library as one list, and which of them a query means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from store.folding import fold
from store.model import DebateId, NoteId, Position
from store.parliaments import PARLIAMENTS
from store.search.model import And, Dates, Field, Near, Node, Not, Or, Phrase, Prefix, Word, leaves


class Sort(StrEnum):
    """In which order annotations come."""

    CHANGED = "last changed"
    MADE = "last made"
    PLACE = "place"
    PERSON = "person"


class Group(StrEnum):
    """Under which heads they come."""

    NONE = "none"
    DEBATE = "debate"
    PERSON = "person"
    TAG = "tag"
    CODE = "code"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Entry:
    """An annotation with what the notebook tells of its place."""

    note: NoteId
    debate: DebateId
    title: str
    date: dt.date
    house: str
    section: str
    place: Position | None
    """Where its first words are; None for a note on the debate."""
    kind: str
    speaker: str
    party: str
    quote: str
    """Its words, those of several speeches parted by an ellipsis."""
    body: str
    code: str
    tags: tuple[str, ...]
    created: str
    modified: str
    author: str


_ENDINGS = re.compile(r"(?:ies|es|s|ed|ing|ly)$")
_WORD = re.compile(r"\w+")


def stem(word: str) -> str:
    """A word less its ending, roughly as the index does it."""
    cut = _ENDINGS.sub("", word)
    return (cut[:-1] if cut.endswith(("y", "e", "i")) and len(cut) > 3 else cut) if len(cut) > 2 else word


def of_speeches(node: Node) -> frozenset[Field]:
    """The fields of a query that ask for something which an annotation itself does not tell, but its speech."""
    fields = (leaf for leaf in leaves(node) if isinstance(leaf, Field))
    return frozenset(field for field in fields if field.name in OF_SPEECHES or (field.name, field.value) in OF_STATE)


OF_SPEECHES = frozenset({"column", "verdict", "asked-by", "answered-by"})
OF_STATE = frozenset({("is", "read"), ("is", "unread"), ("has", "verdict"), ("has", "column")})


def matcher(node: Node, sought: Mapping[Field, Collection[str]] = MappingProxyType({})) -> Callable[[Entry], bool]:
    """Whether an annotation is meant: words are sought in its body, its quotation, its tags and its debate's title.
    `sought` are for each field of `of_speeches` the annotations on such speeches."""
    match node:
        case And(parts):
            each = [matcher(part, sought) for part in parts]
            return lambda entry: all(part(entry) for part in each)
        case Or(parts):
            each = [matcher(part, sought) for part in parts]
            return lambda entry: any(part(entry) for part in each)
        case Not(part):
            inner = matcher(part, sought)
            return lambda entry: not inner(entry)
        case Field() if node in sought:
            found = sought[node]
            return lambda entry: entry.note in found
        case Field("parliament", number):
            term = PARLIAMENTS[int(number) - PARLIAMENTS[0].number]
            return matcher(Dates(term.elected, term.dissolved))
        case Dates(first, last):
            return lambda entry: (first is None or entry.date >= first) and (last is None or entry.date <= last)
        case Field(name, value):
            return _field(name, fold(value))
        case Word() | Phrase() | Prefix():
            return _words(node, _all)
        case Near(near, distance):
            return lambda entry: _near([fold(part.text) for part in near], distance, fold(_all(entry)))


def _all(entry: Entry) -> str:
    return " ".join((entry.body, entry.quote, *entry.tags, entry.code, entry.title, entry.speaker))


def _words(node: Word | Phrase | Prefix, where: Callable[[Entry], str]) -> Callable[[Entry], bool]:
    wanted = _WORD.findall(fold(node.text))
    if isinstance(node, Phrase):
        phrase = f" {' '.join(wanted)} "
        return lambda entry: phrase in f" {' '.join(_WORD.findall(fold(where(entry))))} "
    if isinstance(node, Prefix):
        begin = f" {' '.join(wanted)}"
        return lambda entry: begin in f" {' '.join(_WORD.findall(fold(where(entry))))}"
    stems = {stem(word) for word in wanted}
    return lambda entry: stems <= {stem(word) for word in _WORD.findall(fold(where(entry)))}


def _near(parts: list[str], distance: int, text: str) -> bool:
    words = [stem(word) for word in _WORD.findall(text)]
    places = [[at for at, word in enumerate(words) if word == stem(_WORD.findall(part)[0])] for part in parts]
    return all(places) and any(
        all(any(abs(at - other) <= distance + 1 for other in others) for others in places[1:]) for at in places[0]
    )


_FACTS: dict[str, Callable[[Entry], str]] = {
    "speaker": lambda entry: entry.speaker,
    "party": lambda entry: entry.party,
    "title": lambda entry: entry.title,
    "note": lambda entry: entry.body,
}
_VALUES: dict[str, Callable[[Entry], str]] = {
    "house": lambda entry: entry.house,
    "section": lambda entry: entry.section,
    "kind": lambda entry: entry.kind,
    "code": lambda entry: entry.code,
}
_HAS: dict[str, Callable[[Entry], bool]] = {
    "note": lambda entry: bool(entry.body),
    "tag": lambda entry: bool(entry.tags),
    "code": lambda entry: bool(entry.code),
}


def _field(name: str, value: str) -> Callable[[Entry], bool]:
    if name == "tag":
        return lambda entry: any(fold(tag) == value or fold(tag).startswith(f"{value}/") for tag in entry.tags)
    if name in _FACTS:
        return _words(Phrase(value), _FACTS[name])
    if name in _VALUES:
        fact = _VALUES[name]
        return lambda entry: fold(fact(entry)) == value
    if name == "has":
        return _HAS.get(value, lambda entry: False)
    return lambda entry: name == "is" and value == "annotated"
