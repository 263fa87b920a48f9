"""Counts of what words and a set of speeches have in common, without a look at every speech that has the words.

A common word is in two of three speeches, a set that the reader made in few stretches of the library. To ask the index
of one stretch takes as long as to go on over two hundred speeches of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from store.library.connection import Connection
from store.library.made import FEW, MANY, Sets
from store.queries import finding

if TYPE_CHECKING:
    from store.library.asking import Asked

GAP = 1_000
"""Numbers between two speeches of one stretch, at most."""
MOST = 1_500
"""Stretches at most."""
COMMON = 0.4
"""The share of speeches that must have the words: with rarer ones it is quicker to go through all that have them."""
SAMPLED = 6
"""Days that tell about how common the words are."""
DAY = 10**6
"""What a day `yyyymmdd` is multiplied by in the numbers of its speeches."""
_SET = re.compile(re.escape(finding.IN_SET).replace(re.escape("{id}"), r"\+?[\w.]+").replace(re.escape("{number}"), r"(\d+)"))  # fmt: skip # noqa: E501


def count(db: Connection, sets: Sets, asked: Asked) -> int:
    """How many speeches are found."""
    if asked.indexed and not asked.part:
        parts = frozenset(conjuncts(asked.where))
        within = [_number(part) for part in parts if _SET.fullmatch(part)]
        if within and FEW < min(map(sets.size, within)) <= MANY:
            return _within(db, sets, asked, within)
        for part in parts if not within else ():
            if (out := _left_out(part)) and sets.size(_number(out)) <= FEW:
                every, those = (replace(asked, where=asked.where.replace(part, instead)) for instead in ("1", out))
                return count(db, sets, every) - _all(db, those)
    return _all(db, asked)


def _all(db: Connection, asked: Asked) -> int:
    return int(db.one(finding.COUNT.format(tables=asked.tables, where=asked.where), *asked.values)[0])


def _within(db: Connection, sets: Sets, asked: Asked, within: list[int]) -> int:
    """Where all are of these sets: in their stretches, if those are few for what else is asked."""
    parts = list(stretches(sets.speeches(within)))
    if len(parts) > MOST or not _common(db, asked.values[0], [first // DAY * DAY for first, _ in parts]):
        return _all(db, asked)
    sql = finding.COUNT_IN_STRETCHES.format(id=asked.id, tables=asked.tables, where=asked.where)
    return int(db.one(sql, json.dumps(parts), *asked.values)[0])


def _common(db: Connection, match: str, days: Sequence[int]) -> bool:
    """Whether most speeches have what is asked of the index, as far as some of these days tell."""
    sampled = days[:: max(1, len(days) // SAMPLED)]
    told = [db.one(finding.SHARE, match, *(day, day + DAY - 1) * 2) for day in sampled]
    return bool(sum(found for found, _ in told) >= COMMON * sum(speeches for _, speeches in told))


def stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers that lie near each other.

    >>> list(stretches([1, 5, 2000, 2001]))
    [(1, 5), (2000, 2001)]
    """
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = number
        elif number - last > GAP:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def conjuncts(where: str) -> Iterator[str]:
    """The conditions that must all hold, as far as they can be told apart.

    >>> list(conjuncts("((a) AND (NOT (b))) AND (c OR d)"))
    ['a', 'NOT (b)', 'c OR d']
    """
    parts = _split(where, " AND ")
    if len(_split(where, " OR ")) > 1:
        yield where
    elif len(parts) > 1:
        for part in parts:
            yield from conjuncts(part)
    elif _wrapped(where):
        yield from conjuncts(where[1:-1])
    else:
        yield where


def _split(where: str, link: str) -> list[str]:
    """Split at a link that stands in no brackets."""
    parts, depth, begin = [], 0, 0
    for at, letter in enumerate(where):
        depth += (letter == "(") - (letter == ")")
        if not depth and where.startswith(link, at):
            parts.append(where[begin:at])
            begin = at + len(link)
    return [*parts, where[begin:]]


def _wrapped(where: str) -> bool:
    """Whether the first bracket ends with the last."""
    depths = list(accumulate((letter == "(") - (letter == ")") for letter in where))
    return where.startswith("(") and depths.index(0) == len(where) - 1


def _left_out(part: str) -> str:
    """The condition that a speech is of the set of which it must not be; empty for any other condition."""
    held = part.removeprefix("NOT ")
    while _wrapped(held):
        held = held[1:-1]
    return held if held != part and _SET.fullmatch(held) else ""


def _number(part: str) -> int:
    found = _SET.fullmatch(part)
    return int(found[1]) if found else 0
