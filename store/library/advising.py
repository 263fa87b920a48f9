"""What may be meant: names in full, and for a word that no speech has the nearest that some have."""

from __future__ import annotations

from store.folding import fold
from store.library import hits
from store.library.connection import Connection
from store.library.naming import Names
from store.queries import finding
from store.search import Field, Node, Not, Query, Word, wanted
from store.search.found import Advice
from store.search.model import And, Or
from store.search.saying import written

_ENOUGH = 70
"""Of a hundred: how alike a word must be to be offered."""
_SHORTEST = 3
_ENDINGS = ("s", "es", "ed", "ing", "ings", "ly", "er", "ers", "ment", "ments", "ation", "ations", "e", "y")
_PEOPLE = ("speaker", "asked-by", "answered-by")


def advise(db: Connection, names: Names, query: Query) -> Advice:
    """For every name those that are meant; and the query with words of the library where its own are in none."""
    leaves = list(wanted(query.tree))
    called = {
        leaf.value: names.called(leaf.value) for leaf in leaves if isinstance(leaf, Field) and leaf.name in _PEOPLE
    }
    instead: dict[Node, Node] = {}
    db.rows(finding.VOCABULARY)
    for leaf in leaves:
        if isinstance(leaf, Word) and (word := _nearest(db, leaf.text)):
            instead[leaf] = Word(word)
        if isinstance(leaf, Field) and leaf.name in _PEOPLE and not called[leaf.value]:
            name = names.near(leaf.value)
            if name:
                instead[leaf] = Field(leaf.name, name)
    return Advice(called, written(_replaced(query.tree, instead)) if instead else "")


def _replaced(node: Node, instead: dict[Node, Node]) -> Node:
    match node:
        case And(parts):
            return And(tuple(_replaced(part, instead) for part in parts))
        case Or(parts):
            return Or(tuple(_replaced(part, instead) for part in parts))
        case Not(part):
            return Not(_replaced(part, instead))
        case _:
            return instead.get(node, node)


def _nearest(db: Connection, word: str) -> str | None:
    """The word of the library most like one that it has not; None where it has it, or none is like it.

    Words with the same two letters at the beginning are looked at, then with the same first letter.
    """
    folded = fold(word)
    if len(folded) < _SHORTEST or not folded.isalpha() or db.first(finding.FORM, f'text : "{folded}"'):
        return None
    from rapidfuzz import fuzz, process  # 33 ms: when a word is in no speech

    for shared in (2, 1):
        first = folded[:shared]
        terms: dict[str, int] = dict(db.rows(finding.WORDS_IN, first, first[:-1] + chr(ord(first[-1]) + 1)))
        near = [
            found
            for form in _bare(folded)
            for found in process.extract(form, list(terms), scorer=fuzz.ratio, score_cutoff=_ENOUGH, limit=8)
        ]
        if near:
            best = max(near, key=lambda found: (round(found[1] / 4), terms[found[0]]))
            return _form(db, best[0])
    return None


def _bare(word: str) -> set[str]:
    """The word, and without the endings that the index leaves off."""
    return {word, *(word.removesuffix(ending) for ending in _ENDINGS if len(word) > len(ending) + 2)}


def _form(db: Connection, stem: str) -> str:
    """A whole word of a stem, as some speech has it."""
    row = db.first(finding.FORM, f'text : "{stem}"')
    return fold(hits.first_marked(row[0])) or stem if row else stem
