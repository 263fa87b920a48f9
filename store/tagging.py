"""The tags as a tree, and those that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from store.folding import fold
from store.records import Tag


@dataclass(frozen=True, slots=True)
class Branch:
    """A tag in the tree, or a name above tags that is none itself."""

    tag: Tag
    depth: int
    uses: int
    """Notes that have it."""
    below: int
    """Uses of it and of all below it."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two tags that may be meant as one: the less used and the more used."""

    less: str
    more: str
    why: str


DEEPEST = 24
"""Levels of the tree; what a name holds beyond them is one level."""


def tree(tags: Iterable[tuple[Tag, int]]) -> tuple[Branch, ...]:
    """Every tag under the one whose name it begins with, by the alphabet.

    >>> [(b.tag.name, b.depth, b.uses, b.below) for b in tree([(Tag("tax/income"), 2), (Tag("ferries"), 1)])]
    [('ferries', 0, 1, 1), ('tax', 0, 0, 2), ('tax/income', 1, 2, 2)]
    """
    known = {tag.name: (tag, uses) for tag, uses in tags}
    folded = {name.casefold() for name in known}
    for name in list(known):
        parts = name.split("/", DEEPEST)
        for end in range(1, len(parts)):
            above = "/".join(parts[:end])
            if above.casefold() not in folded:
                folded.add(above.casefold())
                known[above] = (Tag(above), 0)
    below: dict[str, int] = {}
    for name, (_, uses) in known.items():
        parts = name.casefold().split("/", DEEPEST)
        for end in range(1, len(parts) + 1):
            above = "/".join(parts[:end])
            below[above] = below.get(above, 0) + uses
    order = sorted(known, key=lambda name: (name.casefold().split("/"), name))
    return tuple(
        Branch(known[name][0], min(name.count("/"), DEEPEST), known[name][1], below[name.casefold()]) for name in order
    )


def near(tags: Sequence[tuple[str, int]]) -> tuple[Near, ...]:
    """Pairs of tags that differ only in case, signs or accents, in number, or by at most two letters.

    >>> [(n.less, n.more, n.why) for n in near([("Ferry", 1), ("ferries", 4), ("harbour", 2), ("harbor", 1)])]
    [('Ferry', 'ferries', 'singular and plural'), ('harbor', 'harbour', 'one letter apart')]
    """
    uses = dict(tags)
    found: dict[tuple[str, str], str] = {}
    for why, alike in (("case, signs or accents", _same(uses, _plain)), ("singular and plural", _same(uses, _single))):
        for pair in alike:
            found.setdefault(pair, why)
    for pair in _close(sorted(uses)):
        allowed = 0 if pair in found else _allowed(*pair)
        if allowed and (apart := distance(_plain(pair[0]), _plain(pair[1]))) <= allowed:
            found[pair] = f"{'one letter' if apart == 1 else 'two letters'} apart"
    ordered = (((a, b) if uses[a] <= uses[b] else (b, a), why) for (a, b), why in found.items())
    return tuple(
        sorted((Near(less, more, why) for (less, more), why in ordered), key=lambda n: (n.more.casefold(), n.less))
    )


LONGEST = 60
"""Letters of a name that is compared letter by letter."""


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(name))


def _single(name: str) -> str:
    """The name with its last word in the singular, roughly."""
    text = _plain(name)
    for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if text.endswith(ending) and len(text) >= len(ending) + 2 and not text.endswith("ss"):
            return text[: len(text) - len(ending)] + single
    return text


def _same(uses: Iterable[str], key: Callable[[str], str]) -> list[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for name in sorted(uses):
        groups.setdefault(key(name), []).append(name)
    return [(one, other) for group in groups.values() for n, one in enumerate(group) for other in group[n + 1 :]]


def _allowed(one: str, other: str) -> int:
    """A short name stands for itself: `tax` and `tar` are two things; and so does a very long one, of which taking
    letters out would make too many others."""
    shorter = min(len(_plain(one)), len(_plain(other)))
    if max(len(_plain(one)), len(_plain(other))) > LONGEST:
        return 0
    return 2 if shorter >= 7 else 1 if shorter >= 5 else 0


def _close(names: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs that share what is left after at most two letters are taken out of each; found without comparing all."""
    left: dict[str, set[str]] = {}
    for name in names:
        for rest in _less(_plain(name), _allowed(name, name)):
            left.setdefault(rest, set()).add(name)
    pairs: set[tuple[str, str]] = set()
    for group in left.values():
        ordered = sorted(group)
        pairs.update((one, other) for n, one in enumerate(ordered) for other in ordered[n + 1 :])
    return pairs


def _less(text: str, letters: int) -> set[str]:
    every = {text}
    last = {text}
    for _ in range(letters):
        last = {word[:at] + word[at + 1 :] for word in last for at in range(len(word))}
        every |= last
    return every


def distance(one: str, other: str) -> int:
    """Letters put in, left out, taken for another or changed about, at least, that make one text of the other.

    >>> distance("harbour", "harbuor"), distance("tax", "taxes")
    (1, 2)
    """
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
