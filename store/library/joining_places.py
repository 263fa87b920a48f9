"""Where notes of another library are here: which debates and speeches are theirs, and where their words stand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from store import anchors
from store.exports.bundle import Bundle
from store.folding import fold
from store.library.connection import Connection
from store.library.stubs import hold_places
from store.model import DebateId, Span, SpeechId
from store.queries import importing, joining, journal, notes
from store.records import Note, Placing, Quote

_TELLING = 12
"""Characters of words that are looked for in a debate whose speeches have other keys."""


class Places:
    """Which debates and speeches here are those of the other library."""

    def __init__(self, db: Connection, bundle: Bundle, now: str) -> None:
        self._db = db
        self._spoken: dict[int, dict[int, str]] = {}
        self._given: dict[int, set[int]] = {}
        """Numbers for what is not here, by the size of a day."""
        used = {quote.span.speech for note in bundle.notes for quote in note.quotes}
        self._debates = {int(n): self._debate(int(n), keys) for n, keys in bundle.debates.items()}
        self._speeches = {int(n): self._speech(int(n), keys) for n, keys in bundle.speeches.items() if int(n) in used}
        lacking = {str(self._debates[int(n)]): keys for n, keys in bundle.debates.items()}
        unsaid = {str(self._speeches[int(n)]): keys for n, keys in bundle.speeches.items() if int(n) in used}
        hold_places(db, lacking, unsaid, now)
        listed = json.dumps([*self._speeches.values()])
        self._texts: dict[int, str] = dict(db.rows(notes.TEXTS, listed))
        self._homeless = {row[0] for row in db.rows(journal.HOMELESS, listed)}

    def here(self, note: Note) -> Note:
        """The note on the debate and the speeches that are here."""
        return replace(
            note,
            debate=DebateId(self._debates[note.debate]),
            quotes=tuple(self._quote(quote, self._debates[note.debate]) for quote in note.quotes),
        )

    def _quote(self, quote: Quote, debate: int) -> Quote:
        speech = SpeechId(self._speeches[quote.span.speech])
        span = Span(speech, quote.span.start, quote.span.end)
        moved = replace(quote, span=span)
        if speech in self._homeless or speech not in self._texts:
            return self._by_words(moved, debate) or replace(moved, placing=Placing.LOST)
        text = self._texts[speech]
        if not quote.text or text[span.start : span.end] == quote.text:
            return moved if moved.placing is not Placing.LOST else replace(moved, placing=Placing.SURE)
        return anchors.find(replace(moved, placing=Placing.SURE), text)

    def _by_words(self, quote: Quote, debate: int) -> Quote | None:
        """Words that stand in one speech of the debate only, between the same neighbours: another source's keys."""
        if len(quote.text) < _TELLING:
            return None
        if debate not in self._spoken:
            self._spoken[debate] = dict(self._db.rows(joining.SPOKEN, debate))
        there = [
            (number, place)
            for number, text in self._spoken[debate].items()
            if (place := text.find(quote.before + quote.text + quote.after)) >= 0
        ]
        if len(there) != 1:
            return None
        (number, place) = there[0]
        start = place + len(quote.before)
        return replace(quote, span=Span(SpeechId(number), start, start + len(quote.text)), placing=Placing.SURE)

    def _debate(self, number: int, keys: Sequence[Any]) -> int:
        key, title, date, house, section = keys
        if row := self._db.first(importing.KEYED, key):
            return int(row[0])
        if row := self._db.first(joining.SAME_DEBATE, title, date, house, section):
            return int(row[0])
        return self._free(number, joining.DEBATE_THERE, joining.LAST_DEBATE, 10**4)

    def _speech(self, number: int, keys: Sequence[Any]) -> int:
        first = number // 10**6 * 10**6
        if row := self._db.first(joining.KEYED_SPEECH, {"key": keys[0], "first": first, "last": first + 10**6 - 1}):
            return int(row[0])
        if keys[3:]:
            day = {"digest": keys[3], "first": first, "last": first + 10**6 - 1}
            alike = [row for row in self._db.rows(joining.DIGESTED_SPEECH, day) if fold(row[1]) == fold(keys[2])]
            if len(alike) == 1:
                return int(alike[0][0])
        return self._free(number, joining.SPEECH_THERE, joining.LAST_SPEECH, 10**6)

    def _free(self, number: int, there: str, last: str, size: int) -> int:
        """The same number where it is free here, else the next of that day."""
        taken = self._given.setdefault(size, set())
        if number not in taken and not self._db.first(there, number):
            free = number
        else:
            (highest,) = self._db.one(last, number // size * size, number // size * size + size - 1)
            free = max(highest or 0, *taken, number // size * size) + 1
        taken.add(free)
        return free
