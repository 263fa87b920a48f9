"""From any text to a query or one sentence: recursive descent over the pieces, forgiving while the text is typed.

A bracket or quotation mark that is not closed closes at the end; a closing bracket without its fellow, and OR, NEAR or
a dash with nothing beside them, are passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import product
from math import prod

from store.search.dates import EXAMPLES, dates
from store.search.fields import field_named, field_of
from store.search.model import (
    NEAR_WORDS,
    And,
    Dates,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Problem,
    Query,
    Word,
    leaves,
    wanted,
)
from store.search.saying import said, written
from store.search.tokens import Piece, pieces, plain, says_something

LONGEST, MOST, DEEPEST = 2_000, 60, 12
"""Characters, words and brackets within brackets of a query."""
_TOO_MANY = f"a query may have {MOST} words and fields; leave some out"
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
_OPERATORS = {"OR", "AND", "NOT"}
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):(.*)", re.S)
_DATE_WORDS = 5
_PREFIX = 3


def parse(text: str, today: dt.date) -> Query | Problem:
    """Any text as a query, or the one sentence that says what to do.

    >>> day = dt.date(2025, 6, 17)
    >>> parse('tax "public purse" -kind:answer', day).said
    '“tax”; exactly “public purse”, but not: answers'
    >>> parse("-tax", day).sentence
    'say what to look for; “-tax” only says what to leave out'
    >>> parse("speaker:cooper since:x", day).text
    'speaker:"cooper" since:x'
    """
    asked = plain(text)
    if len(asked) > LONGEST:
        return Problem(f"a query may have {LONGEST:,} characters; this one has {len(asked):,}")
    try:
        tree = _Reader(asked, today).read()
    except _UnclearError as unclear:
        return unclear.problem
    return _checked(tree, asked)


class _UnclearError(ValueError):
    """What makes a text no query."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


def _checked(tree: Node | None, asked: str) -> Query | Problem:
    if tree is None:
        if says_something(asked):
            return Problem("say what to look for; OR, AND, NOT and NEAR stand between words", waits=True)
        told = f"“{asked[:40]}” has no letter or figure to look for"
        return Problem(told if asked else "type words to look for", waits=not asked)
    if sum(1 for _ in leaves(tree)) > MOST:
        return Problem(_TOO_MANY)
    if not _bounded(tree):
        return Problem(f"say what to look for; “{asked[:40]}” only says what to leave out", waits=True)
    if isinstance(tree, Word) and len(tree.text) == 1 and tree.text.isascii():
        return Problem("one more letter", waits=True)
    for leaf in leaves(tree):
        if isinstance(leaf, Prefix) and len(leaf.text) < _PREFIX:
            return Problem(f"give at least {_PREFIX} letters before *", waits=True)
    return Query(tree, said(tree), written(tree))


def _bounded(node: Node) -> bool:
    """Whether a tree says what to look for: each of its alternatives wants something."""
    match node:
        case And(parts):
            return any(map(_bounded, parts))
        case Or(parts):
            return all(map(_bounded, parts))
        case Not():
            return False
        case _:
            return any(True for _ in wanted(node))


class _Reader:
    """Reads pieces from left to right."""

    def __init__(self, text: str, today: dt.date) -> None:
        self._pieces = pieces(text)
        self._today = today
        self._at = 0
        self._depth = 0

    def read(self) -> Node | None:
        found: list[Node] = []
        while self._at < len(self._pieces):
            part = self._alternatives()
            found += [part] if part is not None else []
            if self._peek(")"):
                self._at += 1
        return _joined(And, found)

    def _peek(self, kind: str) -> bool:
        return self._at < len(self._pieces) and self._pieces[self._at].kind == kind

    def _operator(self) -> str:
        """The operator that stands here: OR, AND, NOT, NEAR, or nothing."""
        if not self._peek("word"):
            return ""
        text = self._pieces[self._at].text
        return text if text in _OPERATORS else "NEAR" if _NEAR.fullmatch(text) else ""

    def _alternatives(self) -> Node | None:
        """Up to a closing bracket or the end."""
        parts = [self._all()]
        while self._operator() == "OR":
            self._at += 1
            parts.append(self._all())
        return _joined(Or, [part for part in parts if part is not None])

    def _all(self) -> Node | None:
        parts: list[Node] = []
        while self._at < len(self._pieces) and not self._peek(")"):
            operator = self._operator()
            if operator == "OR":
                break
            if operator in {"AND", "NEAR"}:
                self._at += 1
                continue
            part = self._near()
            parts += [part] if part is not None else []
        return _joined(And, parts)

    def _near(self) -> Node | None:
        first = self._one()
        sides, distance = [_choices_near(first)], 0
        while first is not None and self._operator() == "NEAR":
            given = _NEAR.fullmatch(self._pieces[self._at].text)
            self._at += 1
            behind = self._pieces[self._at : self._at + 1]
            if not behind or behind[0].kind == ")" or behind[0].text.startswith("-") or self._operator():
                break
            if other := self._one():
                sides.append(_choices_near(other))
                distance = max(distance, int(given[1]) if given and given[1] else NEAR_WORDS)
        if not all(sides) and sides[1:]:
            raise _UnclearError(Problem("NEAR stands between words or “phrases”, or brackets of them with OR"))
        if prod(map(len, sides)) > MOST:
            raise _UnclearError(Problem(_TOO_MANY))
        return _joined(Or, [Near(each, distance) for each in product(*sides)]) if sides[1:] else first

    def _one(self) -> Node | None:
        piece = self._pieces[self._at]
        self._at += 1
        if piece.kind == "(":
            return self._bracket()
        if piece.kind == "phrase":
            return Phrase(piece.text.strip()) if says_something(piece.text) else None
        if piece.text == "NOT" or piece.text.startswith("-"):
            return self._not(piece)
        return self._word(piece)

    def _bracket(self) -> Node | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _UnclearError(Problem(f"a query may have {DEEPEST} brackets within one another"))
        inner = self._alternatives()
        self._at += self._peek(")")
        self._depth -= 1
        return inner

    def _not(self, piece: Piece) -> Node | None:
        rest = piece.text.lstrip("-") if piece.text != "NOT" else ""
        if rest:
            part = self._word(Piece("word", rest, True))
        else:
            follows = self._pieces[self._at : self._at + 1]
            near = bool(follows) and follows[0].kind != ")" and (piece.text == "NOT" or follows[0].glued)
            part = self._one() if near and self._operator() not in {"OR", "AND", "NEAR"} else None
        if part is None:
            return None
        return part.part if isinstance(part, Not) else Not(part)

    def _word(self, piece: Piece) -> Node | None:
        match = _FIELD.fullmatch(piece.text)
        name = field_named(match[1]) if match else None
        if isinstance(name, Problem):
            raise _UnclearError(name)
        if match and name:
            return self._field(name, match[2])
        if piece.text.startswith("NEAR/"):
            raise _UnclearError(
                Problem("NEAR/ wants a number of words, as in tax NEAR/5 credit", piece.text == "NEAR/")
            )
        bare = piece.text.rstrip("*")
        if not says_something(bare):
            return None
        return Prefix(bare) if bare != piece.text else Word(piece.text)

    # Fields

    def _field(self, name: str, given: str) -> Node:
        follows = self._pieces[self._at : self._at + 1]
        if not given and follows and follows[0].glued and follows[0].kind == "phrase":
            self._at += 1
            return self._date(follows[0].text) if name == "date" else _valued(name, follows[0].text)
        if not given and follows and follows[0].glued and follows[0].kind == "(":
            self._at += 1
            return self._choices(name)
        if name == "date":
            return self._unquoted_date(given)
        return _any_of(name, given)

    def _choices(self, name: str) -> Node:
        """`speaker:(cooper OR lammy)`: any of them, whatever stands between."""
        values: list[str] = []
        while self._at < len(self._pieces) and not self._peek(")"):
            piece = self._pieces[self._at]
            values += [piece.text] if piece.kind in {"word", "phrase"} and piece.text not in _OPERATORS else []
            self._at += 1
        self._at += self._peek(")")
        if not values:
            return _any_of(name, "")
        made = [self._date(value) if name == "date" else _valued(name, value) for value in values]
        return _joined(Or, made) or made[0]

    def _date(self, text: str) -> Dates:
        found = dates(text, self._today)
        if found is None:
            waits = not says_something(text)
            told = f"“{text[:40]}” is no date" if not waits else "date: waits for a day or a stretch"
            raise _UnclearError(Problem(f"{told}; write {EXAMPLES}", waits=waits))
        return found

    def _unquoted_date(self, given: str) -> Dates:
        """The longest run of words from here that is a date."""
        words = [given] if given else []
        for piece in self._pieces[self._at : self._at + _DATE_WORDS]:
            if piece.kind != "word":
                break
            words.append(piece.text)
        first = bool(given)
        for count in range(len(words), 0, -1):
            found = dates(" ".join(words[:count]), self._today)
            if found:
                self._at += count - first
                return found
        return self._date(given)


def _any_of(name: str, given: str) -> Node:
    """`party:lab,con` means either."""
    values = [value for value in given.split(",") if value.strip()] or [given]
    parts = [_valued(name, value) for value in values]
    return _joined(Or, parts) or parts[0]


def _valued(name: str, value: str) -> Field | Dates:
    found = field_of(name, value)
    if isinstance(found, Problem):
        raise _UnclearError(found)
    return found


def _choices_near(node: Node | None) -> tuple[Word | Phrase, ...]:
    """The words that may stand on this side of NEAR; none where it is something else."""
    parts = node.parts if isinstance(node, Or) else (node,)
    held = tuple(part for part in parts if isinstance(part, Word | Phrase))
    return held if len(held) == len(parts) else ()


def _joined(kind: type[And] | type[Or], parts: Sequence[Node]) -> Node | None:
    """One node of them all; what is of the same kind inside is taken in, and what is there twice is there once."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat |= dict.fromkeys(part.parts if isinstance(part, kind) else (part,))
    found = tuple(flat)
    return None if not found else found[0] if len(found) == 1 else kind(found)
