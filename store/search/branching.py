"""A query as several without OR, so that each can be asked by what finds it quickest."""

from __future__ import annotations

from itertools import product

from store.search.model import And, Dates, Field, Node, Not, Or, leaves

MOST = 16
"""So many at most."""
_BESIDE = frozenset({"is", "has", "tag", "code", "note", "verdict", "asked-by", "answered-by", "parliament"})
"""Fields that are not in the index."""


def alternatives(tree: Node) -> list[Node]:
    """Trees of which one must hold; those that the index alone can tell stay together. The tree itself where
    these would be too many.

    >>> tax, tag = Field("title", "tax"), Field("tag", "x")
    >>> alternatives(And((Field("kind", "answer"), Or((tax, tag))))) == [
    ...     And((Field("kind", "answer"), tag)), And((Field("kind", "answer"), tax))]
    True
    """
    match tree:
        case Or(parts):
            inside = [part for part in parts if indexed(part)]
            beside = [each for part in parts if not indexed(part) for each in alternatives(part)]
            found = [*beside, *([Or(tuple(inside)) if inside[1:] else inside[0]] if inside else [])]
        case And(parts):
            found = [And(each) for each in _products([alternatives(part) for part in parts])]
        case Not(And(parts)) if not indexed(tree):
            found = alternatives(Or(tuple(Not(part) for part in parts)))
        case Not(Or(parts)) if not indexed(tree):
            found = alternatives(And(tuple(Not(part) for part in parts)))
        case Not(Not(part)):
            found = alternatives(part)
        case _:
            found = [tree]
    return found if len(found) <= MOST else [tree]


def disjoint(tree: Node) -> list[Node]:
    """The same, each without those before it: what words find comes last, so that it is looked for but once."""
    found = alternatives(tree)
    return [And((each, *map(Not, found[:place]))) if place else each for place, each in enumerate(found)]


def indexed(tree: Node) -> bool:
    """Whether the index alone tells."""
    return not any(isinstance(leaf, Dates) or (isinstance(leaf, Field) and _beside(leaf)) for leaf in leaves(tree))


def _beside(field: Field) -> bool:
    return field.name in _BESIDE


def _products(parts: list[list[Node]]) -> list[tuple[Node, ...]]:
    many = 1
    for part in parts:
        many *= len(part)
    return list(product(*parts)) if many <= MOST else [tuple(Or(tuple(p)) if p[1:] else p[0] for p in parts)]
