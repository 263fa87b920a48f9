"""Groups stored kinds and replies into exchanges, the wholes that a reader reads as one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from store.model import Debate, Kind, Speech, SpeechId
from store.readings import Exchange, Reading, Thread, alone

OPENERS = (Kind.QUESTION, Kind.STATEMENT, Kind.SPEECH, Kind.POINT_OF_ORDER, Kind.ANSWER)
"""Kinds that may open a whole; every other turn joins the whole it stands in."""


def thread(read: Debate | Reading) -> Thread:
    """What is read as exchanges: every speech in exactly one, none with a gap, none beyond its debate."""
    reading = alone(read) if isinstance(read, Debate) else read
    exchanges: list[Exchange] = []
    exchange_of: list[int] = []
    starts: list[int] = []
    for debate in reading.debates:
        starts.append(len(exchange_of))
        _exchanges(debate, exchanges, exchange_of)
    speeches = tuple(itertools.chain.from_iterable(debate.speeches for debate in reading.debates))
    return Thread(reading, tuple(exchanges), tuple(exchange_of), speeches, tuple(starts))


def _exchanges(debate: Debate, exchanges: list[Exchange], exchange_of: list[int]) -> None:
    """Add those of a debate to what goes before."""
    place = {speech.id: index for index, speech in enumerate(debate.speeches)}
    replies = [
        _earlier(speech, index, place) if speech.replies_to else () for index, speech in enumerate(debate.speeches)
    ]
    kinds = [speech.kind for speech in debate.speeches]
    starts = _starts(kinds, replies)
    before = len(exchange_of)
    number = 0
    for index, (opener, start) in enumerate(starts):
        end = starts[index + 1][1] if index + 1 < len(starts) else len(kinds)
        opens = kinds[opener] is Kind.QUESTION
        number += opens
        exchange_of += [len(exchanges)] * (end - start)
        turns = tuple(range(before + start, before + end))
        exchanges.append(Exchange(turns, before + opener, number if opens else None))


def _earlier(speech: Speech, index: int, place: dict[SpeechId, int]) -> tuple[int, ...]:
    """Places of the speeches that it replies to, as far as they stand before it in this debate."""
    there = [place.get(target, index) for target in speech.replies_to]
    return tuple(sorted(each for each in there if each < index)) if len(there) > 1 or there[0] >= index else (there[0],)


def _starts(kinds: Sequence[Kind], replies: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Opener and first turn of each exchange. Turns before the first opener belong to it."""
    together = _together(kinds, replies)
    reach = list(itertools.accumulate(_last_turns(replies), max))
    starts: list[tuple[int, int]] = []
    for index in [index for index, kind in enumerate(kinds) if kind in OPENERS]:
        if not starts:
            starts.append((index, 0))
        elif not _joins(index, kinds[index], replies[index], together, starts[-1][1], reach[index - 1]):
            starts.append((index, index))
    return starts or ([(0, 0)] if kinds else [])


def _together(kinds: Sequence[Kind], replies: Sequence[tuple[int, ...]]) -> dict[int, int]:
    """Each question of a group that is answered together, with the first of its group."""
    first: dict[int, int] = {}
    for kind, targets in zip(kinds, replies, strict=True):
        if len(targets) > 1 and kind is Kind.ANSWER:
            for question in targets[1:]:
                first.setdefault(question, targets[0])
    return first


def _last_turns(replies: Sequence[tuple[int, ...]]) -> list[int]:
    """For each turn the last one that replies to it, itself where none does."""
    last = list(range(len(replies)))
    for index, targets in enumerate(replies):
        for target in targets:
            last[target] = index
    return last


def _joins(index: int, kind: Kind, replies: tuple[int, ...], together: dict[int, int], begin: int, reach: int) -> bool:
    """Does a turn of an opening kind belong to the whole that began at `begin`? A point of order and a context reply
    do where that whole goes on after them; a question or an answer does where it replies into it."""
    if replies and replies[-1] >= begin:
        return True
    if kind is Kind.QUESTION:
        return together.get(index, -1) >= begin
    return kind in (Kind.POINT_OF_ORDER, Kind.ANSWER) and reach > index
