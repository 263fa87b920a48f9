"""From a query's tree to what SQLite is asked: an expression of the full-text index, and conditions beside it.

Whatever can be found inside the index is: words, headings, and the facts that `speech_indexed` makes words of. Beside
it stand exact phrases (the index holds stems), days (ranges of ids) and what the reader made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from store.folding import fold
from store.library.connection import Connection
from store.library.made import Sets
from store.library.naming import Names
from store.parliaments import PARLIAMENTS
from store.queries import finding
from store.search import And, Dates, Field, Near, Node, Not, Or, Phrase, Prefix, Word

NOTHING = 'facts : "0nothing"'
TEXT = "text : "
FIRST, LAST = 0, 2**62


@dataclass(frozen=True, slots=True)
class Clause:
    """What must hold: `match` in the index, not `spare`, every condition, and an id from `first` to `last`."""

    match: str = ""
    spare: str = ""
    where: str = ""
    values: tuple[Any, ...] = ()
    first: int = FIRST
    last: int = LAST
    alone: bool = False
    """Whether `where` says by itself what `match` says too."""

    @property
    def indexed(self) -> bool:
        """Whether the index alone decides."""
        return bool(self.match) and not (self.spare or self.where or self.first != FIRST or self.last != LAST)


ALWAYS = Clause(where="1")
"""Of every speech."""


class Compiler:
    """Makes clauses of the nodes of one query."""

    def __init__(self, db: Connection, names: Names, sets: Sets, *, loose: bool = False, whole: bool = False) -> None:
        self._db = db
        self._sets = sets
        self._names = names
        self._loose = loose
        """Whether phrases may have other endings: what the index alone can tell."""
        self._whole = whole
        """Whether all that is found is gone through: what is read once for all is then quicker than a look at each."""

    def clause(self, node: Node) -> Clause:
        match node:
            case And(parts):
                return _both(map(self.clause, parts))
            case Or(parts):
                return _either([self.clause(part) for part in parts])
            case Not(part):
                left_out = self.clause(part)
                return _without(replace(left_out, alone=False) if self._whole else left_out)
            case Dates():
                return self._dates(node)
            case Field():
                return self._field(node)
            case Phrase(text) if not self._loose:
                return Clause(_said(node), where=finding.HOLDS, values=(text,), alone=True)
            case Near(parts, _):
                return _both([Clause(_said(node)), *(replace(self.clause(p), match="") for p in parts if _exact(p))])
            case Word() | Prefix() | Phrase():
                return Clause(_said(node))

    # Days

    def _dates(self, dates: Dates) -> Clause:
        """A range of ids; a debate whose day was corrected by hand is looked at by itself."""
        first, last = dates.first, dates.last
        low = _number(first.isoformat()) * 10**6 if first else FIRST
        high = _number(last.isoformat()) * 10**6 + 999_999 if last else LAST
        moved = [row for row in self._db.rows(finding.CORRECTED_DAYS) if _number(row[1]) != row[0] // 10**4]
        if not moved:
            return Clause(first=low, last=high)
        out = self._speeches(number for number, _ in moved)
        inside = self._speeches(n for n, day in moved if low <= _number(day) * 10**6 <= high)
        where = f"(({finding.BETWEEN} AND NOT {finding.SPEECHES_IN}) OR {finding.SPEECHES_IN})"
        return Clause(where=where, values=(low, high, out, inside))

    def _speeches(self, debates: Iterable[int]) -> str:
        return json.dumps([row[0] for row in self._db.rows(finding.SPEECHES_OF, json.dumps(list(debates)))])

    # Fields

    def _field(self, field: Field) -> Clause:
        name, value = field.name, field.value
        match name:
            case "speaker":
                return Clause(_facts(self._names.speakers(value)))
            case "party":
                return Clause(_facts(_hex("0y", party) for party in self._names.parties(value)))
            case "house":
                return self._houses(self._names.houses(value))
            case "section":
                return Clause(_facts([f"0s{value.encode().hex()}"]))
            case "kind":
                return Clause(_facts([f"0k{value.replace('_', '')}"]))
            case "column":
                return Clause(_facts([f"0c{''.join(filter(str.isalnum, fold(value)))}"]))
            case "title":
                return Clause(" AND ".join(f"title : {_quoted(word)}" for word in value.split() if _has_word(word)))
            case "parliament":
                term = PARLIAMENTS[int(value) - PARLIAMENTS[0].number]
                return self._dates(Dates(term.elected, term.dissolved))
            case "asked-by" | "answered-by":
                return self._exchange(name, value)
            case _:
                return self._made(name, value)

    def _houses(self, houses: Sequence[str]) -> Clause:
        """Any of these; nothing is asked where there are no others."""
        if houses and set(houses) == set(self._names.all_houses()):
            return ALWAYS
        return Clause(_facts(_hex("0h", house) for house in houses))

    def _exchange(self, name: str, value: str) -> Clause:
        kind, where = ("question", finding.ASKED) if name == "asked-by" else ("answer", finding.ANSWERED)
        said = f"({_facts(self._names.speakers(value))}) AND {_facts([f'0k{kind}'])}"
        return self._set(where, *(said,) * 3)

    def _notes(self, words: Sequence[str]) -> tuple[str, str]:
        """The notes with all of the words, for both halves of `finding.NOTED_BY`."""
        folded = ((note, fold(body)) for note, body in self._db.rows(finding.NOTES))
        held = json.dumps([note for note, body in folded if all(word in body for word in words)])
        return held, held

    def _set(self, select: str, *values: str) -> Clause:
        return Clause(where=self._sets.holding(select, *values))

    def _made(self, name: str, value: str) -> Clause:
        """What the reader made."""
        match name, value:
            case ("is", "read"):
                return self._set(finding.READ)
            case ("is", "unread"):
                return _without(self._set(finding.READ))
            case ("is", "annotated") | ("has", "note"):
                return self._set(finding.NOTED)
            case ("has", "tag"):
                return self._set(finding.TAGGED)
            case ("has", "code"):
                return self._set(finding.CODED)
            case ("has", "verdict"):
                return self._set(finding.JUDGED)
            case ("verdict", _):
                return self._set(finding.JUDGED_AS, value)
            case ("has", "column"):
                return _without(self._set(finding.NO_COLUMN))
            case ("tag", _):
                return self._set(finding.TAGGED_AS, *(value,) * 6)
            case ("code", _):
                return self._set(finding.CODED_AS, *(value,) * 2)
            case ("note", _):
                asked = (finding.NOTED_BY, tuple(fold(value).split()))
                return Clause(where=self._sets.found(asked, lambda: self._notes(asked[1])))
        return Clause(NOTHING)


def _exact(node: Node) -> bool:
    return isinstance(node, Phrase)


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ").replace("\0", " ") + '"'


def _hex(mark: str, name: str) -> str:
    """As SQLite's `hex(lower(name))`: only A to Z have a small form there."""
    small = "".join(letter.lower() if letter.isascii() else letter for letter in name)
    return mark + small.encode().hex()


def _facts(tokens: Iterable[str]) -> str:
    """Any of these facts."""
    told = [_quoted(token) for token in tokens]
    return f"facts : ({' OR '.join(told)})" if told else NOTHING


def _said(node: Word | Phrase | Prefix | Near) -> str:
    match node:
        case Near(parts, distance):
            return f"{TEXT}NEAR({' '.join(_quoted(part.text) for part in parts)}, {distance})"
        case Prefix(text):
            return f"{TEXT}{_quoted(text)} *"
        case Word(text) | Phrase(text):
            return f"{TEXT}{_quoted(text)}"


def _joined(parts: Iterable[str], link: str) -> str:
    held = [f"({part})" for part in parts if part]
    return held[0] if len(held) == 1 else link.join(held)


def _gathered(matches: Sequence[str]) -> Sequence[str]:
    """All that is asked of the text as one expression: the index looks at the column once, about an eighth faster."""
    said = [match.removeprefix(TEXT) for match in matches if match.startswith(TEXT)]
    others = [match for match in matches if not match.startswith(TEXT)]
    return [f"{TEXT}({' AND '.join(said)})", *others] if said[1:] else matches


def _both(clauses: Iterable[Clause]) -> Clause:
    held = list(clauses)
    held = [clause for clause in held if clause != ALWAYS] or held[:1]
    return Clause(
        _joined(_gathered([clause.match for clause in held]), " AND "),
        _joined((clause.spare for clause in held), " OR "),
        _joined((clause.where for clause in held), " AND "),
        tuple(value for clause in held for value in clause.values),
        max(clause.first for clause in held),
        min(clause.last for clause in held),
        len(held) == 1 and held[0].alone,
    )


def _either(clauses: Sequence[Clause]) -> Clause:
    if ALWAYS in clauses:
        return ALWAYS
    match = _joined((c.match for c in clauses), " OR ") if all(c.match for c in clauses) else ""
    if all(clause.indexed for clause in clauses):
        return Clause(match)
    conditions = [condition(clause) for clause in clauses]
    where = _joined((where for where, _ in conditions), " OR ")
    return Clause(match, where=f"({where})", values=tuple(v for _, values in conditions for v in values), alone=True)


def _without(clause: Clause) -> Clause:
    if clause == ALWAYS:
        return Clause(NOTHING)
    if clause.indexed:
        return Clause(spare=clause.match)
    where, values = condition(clause)
    return Clause(where=f"NOT ({where})", values=values)


def condition(clause: Clause) -> tuple[str, tuple[Any, ...]]:
    """All of a clause as one condition, with its values."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    if clause.match and not (clause.alone and clause.where):
        parts.append((finding.MATCHED, (clause.match,)))
    if clause.spare:
        parts.append((f"NOT {finding.MATCHED}", (clause.spare,)))
    if clause.where:
        parts.append((clause.where, clause.values))
    if clause.first != FIRST or clause.last != LAST:
        parts.append((finding.BETWEEN, (clause.first, clause.last)))
    return _joined((where for where, _ in parts), " AND "), tuple(v for _, values in parts for v in values)
