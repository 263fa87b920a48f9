"""The exchanges of a debate as a list: who asks, who answers."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from store.model import Kind
from store.readings import Exchange, Thread


class Entry(NamedTuple):
    """One row of the outline."""

    exchange: int
    """Index of the exchange."""
    turn: int
    """Place of the speech to which it leads."""
    number: int | None
    """Of the exchange, at its first row."""
    under: bool
    """The one who answers, under the one who asks."""
    heading: str = ""
    """The title of a debate that begins here, among others; else empty."""


@dataclass(frozen=True, slots=True)
class Outline:
    """All the rows, in the order of the debate."""

    entries: tuple[Entry, ...]
    questions: tuple[int, ...] = ()
    """Of each debate the exchanges that a question opens."""

    def row_of(self, place: int) -> int:
        """The row under which a speech falls."""
        return max(0, bisect_right(self.entries, place, key=lambda entry: entry.turn) - 1)


def outline(thread: Thread) -> Outline:
    """Each exchange by its opener, and under a question its first answer by another person."""
    entries: list[Entry] = []
    questions = [0] * len(thread.starts)
    begins = dict(zip(thread.starts, thread.reading.debates, strict=True)) if thread.reading.joined else {}
    for index, exchange in enumerate(thread.exchanges):
        first, number = exchange.turns[0], exchange.number
        if first in begins:
            entries.append(Entry(index, first, None, False, begins[first].title))
        entries.append(Entry(index, exchange.opener, number, False))
        if number is None:
            continue
        questions[bisect_right(thread.starts, first) - 1] += 1
        answer = _answer(thread, exchange)
        if answer is not None:
            entries.append(Entry(index, answer, None, True))
    return Outline(tuple(entries), tuple(questions))


def _answer(thread: Thread, exchange: Exchange) -> int | None:
    for turn in exchange.turns:
        if thread.speeches[turn].kind is Kind.ANSWER:
            return turn
    return None
