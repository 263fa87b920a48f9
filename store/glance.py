"""Two people at a glance: exchanges a month, words each way, topics, share answered, first and last meeting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from store.annotations import long_date
from store.model import Kind, Speaker, SpeechId
from store.readings import Thread

WHO = Callable[[Speaker | None], int | None]
"""Which of the two a speaker is, 0 or 1; None for anybody else."""
HEIGHTS: Final = " ▁▂▃▄▅▆▇█"
TOPICS = 8
BAR = 24


@dataclass(frozen=True, slots=True)
class Glance:
    """What two people had to do with each other. Of each pair of numbers the first is of the first person."""

    names: tuple[str, str]
    months: tuple[tuple[str, int, int, int], ...]
    """`2025-03`, exchanges in which both speak, words of the one and of the other; in order, without empty months."""
    topics: tuple[tuple[str, int], ...]
    """Headings and how many of the exchanges stood under each, the most first."""
    asked: tuple[int, int]
    answered: tuple[int, int]
    """So many of the questions that the one asked were answered by the other."""
    first: dt.date | None
    last: dt.date | None
    days: int

    @property
    def exchanges(self) -> int:
        return sum(month[1] for month in self.months)

    @property
    def words(self) -> tuple[int, int]:
        return sum(month[2] for month in self.months), sum(month[3] for month in self.months)


def glance(thread: Thread, who: WHO, names: tuple[str, str]) -> Glance:
    """Counts what is read: an exchange is counted where both speak in it."""
    months: dict[str, list[int]] = {}
    topics: Counter[str] = Counter()
    days: set[dt.date] = set()
    asked, answered = [0, 0], [0, 0]
    by = [who(speech.speaker) for speech in thread.speeches]
    answers = _answers(thread, by)
    for exchange in thread.exchanges:
        if {0, 1} - {by[turn] for turn in exchange.turns}:
            continue
        debate = thread.debate_at(exchange.opener)
        month = months.setdefault(f"{debate.date:%Y-%m}", [0, 0, 0])
        month[0] += 1
        topics[debate.title] += 1
        days.add(debate.date)
        for turn in exchange.turns:
            one, speech = by[turn], thread.speeches[turn]
            if one is None:
                continue
            month[1 + one] += len(speech.text.split())
            if speech.kind is Kind.QUESTION:
                asked[one] += 1
                answered[one] += (speech.id, 1 - one) in answers
    return Glance(
        names,
        tuple((month, *months[month]) for month in sorted(months)),  # type: ignore[misc]  # three numbers each
        tuple(sorted(topics.items(), key=lambda topic: (-topic[1], topic[0]))),
        (asked[0], asked[1]),
        (answered[0], answered[1]),
        min(days, default=None),
        max(days, default=None),
        len(days),
    )


def _answers(thread: Thread, by: list[int | None]) -> set[tuple[SpeechId, int]]:
    """Which questions are answered, and by whom of the two."""
    return {
        (to, one)
        for one, speech in zip(by, thread.speeches, strict=True)
        if one is not None and speech.kind is Kind.ANSWER
        for to in speech.replies_to
    }


def drawn(seen: Glance, cells: int = 72) -> Iterator[str]:
    """The picture as lines of text that need no colour: a year a line, a month two cells."""
    if seen.first is None or seen.last is None:
        yield "no exchange here in which both speak"
        return
    count = f"{seen.exchanges:,} exchange{'s' if seen.exchanges != 1 else ''}"
    yield f"{count} on {seen.days:,} day{'s' if seen.days != 1 else ''}"
    yield f"first {long_date(seen.first)}, last {long_date(seen.last)}"
    yield ""
    yield "exchanges a month   J F M A M J J A S O N D"
    most = max(month[1] for month in seen.months)
    of = {month: number for month, number, _, _ in seen.months}
    for year in range(seen.first.year, seen.last.year + 1):
        numbers = [of.get(f"{year}-{month:02}", 0) for month in range(1, 13)]
        if sum(numbers):
            row = " ".join(HEIGHTS[-(-number * 8 // most)] if number else "·" for number in numbers)
            yield f"{year:>17}   {row}   {sum(numbers):,}"
    yield ""
    yield "words"
    yield from _bars(seen.names, seen.words, cells)
    yield ""
    yield "questions answered"
    for one in (0, 1):
        if seen.asked[one]:
            share = seen.answered[one] / seen.asked[one]
            yield (
                f"  {seen.names[one]} asked {seen.asked[one]:,}; {seen.names[1 - one]} answered"
                f" {seen.answered[one]:,} ({share:.0%})"
            )
    yield ""
    yield "topics"
    for title, number in seen.topics[:TOPICS]:
        yield f"  {number:>4}  {title}"
    if len(seen.topics) > TOPICS:
        yield f"        and {len(seen.topics) - TOPICS} more"


def _bars(names: tuple[str, str], numbers: tuple[int, int], cells: int) -> Iterator[str]:
    wide = min(30, max(len(name) for name in names))
    bar = max(4, min(BAR, cells - wide - 14))
    for name, number in zip(names, numbers, strict=True):
        yield f"  {name[:wide]:<{wide}}  {'█' * round(bar * number / max(1, *numbers))} {number:,}"


COLUMNS: Final = ("what", "when or which", "who", "number")


def table(seen: Glance) -> Iterator[tuple[str, ...]]:
    """One number a row, under a row of names: for CSV."""
    yield COLUMNS
    for month, exchanges, *words in seen.months:
        yield "exchanges", month, "", str(exchanges)
        for name, number in zip(seen.names, words, strict=True):
            yield "words", month, name, str(number)
    for one in (0, 1):
        yield "questions asked", "", seen.names[one], str(seen.asked[one])
        yield "questions answered by the other", "", seen.names[one], str(seen.answered[one])
    for title, number in seen.topics:
        yield "topic", title, "", str(number)
    if seen.first is not None and seen.last is not None:
        yield "first", seen.first.isoformat(), "", ""
        yield "last", seen.last.isoformat(), "", ""
