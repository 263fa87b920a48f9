"""What a query is: a tree of frozen values, and the sentence where a text is no query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

NEAR_WORDS = 10
"""How many words may stand between the parts of NEAR where no number is given."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, whatever its ending."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in exactly these forms and this order."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Words or phrases with at most so many words between them, in any order."""

    parts: tuple[Word | Phrase, ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """A fact about the speech; `value` is one of the field's own where it has a list of them."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Sitting days from the first to the last, both included; None where there is no end."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Word | Phrase | Prefix | Near | Field | Dates | And | Or | Not
Words = Word | Phrase | Prefix | Near


@dataclass(frozen=True, slots=True)
class Query:
    """A text that was understood."""

    tree: Node
    said: str
    """How it was read, in words."""
    text: str
    """How it is written plainly: parsed again it gives the same tree."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A text that is no query yet, or none at all."""

    sentence: str
    """For the reader: what is missing, or what to do."""
    waits: bool = False
    """Whether it only wants going on with: nothing is wrong."""


def leaves(node: Node) -> Iterator[Node]:
    """The words, fields and dates of a tree, also those that are not wanted."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


def wanted(node: Node) -> Iterator[Node]:
    """The words, fields and dates that a speech may hold to be found."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Not():
            return
        case _:
            yield node
