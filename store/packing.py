"""A debate with its exchanges as tuples, numbers and text: to be handed from one process to another.

Values are made again from the tuples in half the time that reading them from the library takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from store.model import ColumnMark, Debate, Kind, Speaker, Speech
from store.readings import Exchange, Reading, Thread
from store.values import plain, reader

_KINDS = {kind.value: kind for kind in Kind}
_NAMES = tuple(field.name for field in fields(Speech))
_KIND, _SPEAKER, _COLUMNS = (_NAMES.index(name) for name in ("kind", "speaker", "columns"))


def packed(thread: Thread) -> tuple[Any, ...]:
    """The thread of one whole debate; whoever spoke stands in it once."""
    reading = thread.reading
    (debate,) = reading.debates
    order = {speaker: place for place, speaker in enumerate(dict.fromkeys(said.speaker for said in debate.speeches))}
    rows = []
    for speech in debate.speeches:
        row = [getattr(speech, name) for name in _NAMES]
        row[_KIND] = speech.kind.value
        row[_SPEAKER] = order[speech.speaker]
        row[_COLUMNS] = tuple((mark.offset, mark.column) for mark in speech.columns)
        rows.append(row)
    wholes = [(whole.turns[0], len(whole.turns), whole.opener, whole.number) for whole in thread.exchanges]
    about = (reading.key, reading.title)
    return plain(replace(debate, speeches=())), about, [speaker and plain(speaker) for speaker in order], rows, wholes


def unpacked(
    head: Any, about: tuple[str, str], who: Sequence[Any], rows: Sequence[list[Any]], wholes: Sequence[Any]
) -> Thread:
    """The reverse of `packed`; the rows are used up."""
    speakers = [named and reader(Speaker)(named) for named in who]
    for row in rows:
        row[_KIND] = _KINDS[row[_KIND]]
        row[_SPEAKER] = speakers[row[_SPEAKER]]
        if row[_COLUMNS]:
            row[_COLUMNS] = tuple(ColumnMark(*mark) for mark in row[_COLUMNS])
    speeches = tuple(Speech(*row) for row in rows)
    debate: Debate = replace(reader(Debate)(head | {"speeches": []}), speeches=speeches)
    exchanges = tuple(
        Exchange(tuple(range(first, first + count)), opener, number) for first, count, opener, number in wholes
    )
    exchange_of = tuple(chain.from_iterable([index] * whole[1] for index, whole in enumerate(wholes)))
    key, title = about
    return Thread(Reading(key, title, "", (debate,)), exchanges, exchange_of, speeches, (0,))
