"""Revising what is known: newer wording, the full debate over its excerpt, and the notes that follow the text."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from store import anchors
from store.identity import EDITED, is_cut, letters, likeness
from store.library import keeping, rows
from store.library.connection import Connection, Row
from store.library.days import Day
from store.library.debates import Debates
from store.library.entries import Entries, Plan
from store.library.incoming import Incoming
from store.library.matching import Relation
from store.model import DebateId, Excerpt, Section, Span, SpeechId
from store.queries import between, debates, importing
from store.records import DebateFacts, Placing, Quote
from store.values import plain, reader

_KIND, _REASON, _DIGEST = 3, 10, 11
"""Columns of a speech that the rules make, not the source."""


class Reviser:
    """Writes what a source says of debates and speeches that are there already."""

    def __init__(self, db: Connection, entries: Entries, now: str) -> None:
        self._db = db
        self._entries = entries
        self._now = now

    def revise(self, day: Day, incoming: Incoming, plan: Plan) -> list[int]:
        """Places of the remarks of which something changed."""
        known = [place for place in range(len(plan.ids)) if place not in plan.fresh]
        ours = [place for place in known if self._may_revise(day, incoming, plan, place)]
        changed = self._revise_speeches(day, incoming, plan, ours)
        filled = self._fill(incoming, plan, [place for place in known if place not in set(ours)])
        reading = plan.ids if plan.relation is not Relation.OTHER_SOURCE else _joined(plan.before, plan.ids)
        if plan.relation is not Relation.NEW and reading != plan.before:
            self._read(day, plan.number, reading, plan.before)
        if plan.relation is Relation.EDITION:
            self._revise_debate(incoming, plan)
        elif plan.relation is Relation.OTHER_SOURCE:
            debate = incoming.debate
            self._db.rows(importing.FILL_DEBATE, {"volume": debate.volume, "url": debate.url, "id": plan.number})
        self._db.rows(importing.BRING_BACK, plan.number)
        self._recount(incoming, plan)
        return sorted({*changed, *filled})

    def _may_revise(self, day: Day, incoming: Incoming, plan: Plan, place: int) -> bool:
        """The source that a speech came from may; so may a full debate where there was an excerpt only."""
        home = day.homes[plan.ids[place]]
        if home is None or (home == plan.number and plan.relation is Relation.EDITION):
            return True
        return incoming.debate.excerpt is Excerpt.FULL and day.debates[home].excerpt != Excerpt.FULL

    def _revise_speeches(self, day: Day, incoming: Incoming, plan: Plan, ours: Sequence[int]) -> list[int]:
        stored = {row[0]: row for row in self._db.rows(importing.STORED, _list(plan.ids[place] for place in ours))}
        changed: list[int] = []
        texts: dict[SpeechId, tuple[str, str]] = {}
        for place in ours:
            new = self._entries.speech(incoming, plan, place)
            old = stored[new[0]]
            if new == old or (_may_be_cut(incoming, place) and is_cut(new[-1], old[-1])):
                continue
            if new[-1] != old[-1]:
                values = {"source": self._entries.source(incoming.source), "now": self._now, "speech": new[0]}
                if old[-1]:
                    self._db.rows(importing.ADD_VERSION, values)
            if new[-1] != old[-1] or old[1] is None:
                texts[new[0]] = old[-1], new[-1]
            self._db.rows(importing.REVISE_SPEECH, *new[1:], new[0])
            day.know(new[0], plan.number, incoming.keys[place], incoming.digests[place])
            if _source_says(new) != _source_says(old):
                changed.append(place)
        self._db.many(importing.DROP_LINKS, [(plan.ids[place],) for place in ours])
        links = [(plan.ids[place], plan.ids[to]) for place in ours for to in incoming.links[place].replies_to]
        self._db.many(between.ADD_LINK, links)
        if changed:
            self._db.rows(between.TELL_AGAIN, plan.number)
        self._follow(texts)
        return changed

    def _fill(self, incoming: Incoming, plan: Plan, theirs: Sequence[int]) -> list[int]:
        """What the other source of a speech lacks: its column, time and address."""
        stored = {row[0]: row for row in self._db.rows(importing.STORED, _list(plan.ids[place] for place in theirs))}
        filled = []
        for place in theirs:
            remark, old = incoming.debate.remarks[place], stored[plan.ids[place]]
            marks = rows.kept_marks(remark.columns) if remark.text == old[-1] else None
            given = (remark.column, remark.time, marks, remark.url)
            if any(new and not held for new, held in zip(given, (old[5], old[6], old[12], old[13]), strict=True)):
                self._db.rows(importing.FILL_SPEECH, *given, old[0])
                filled.append(place)
        return filled

    def _read(self, day: Day, number: DebateId, reading: Sequence[SpeechId], before: Sequence[SpeechId]) -> None:
        """Another reading of a debate. What no debate reads any more stays, without a home, for the notes on it."""
        self._db.rows(importing.DROP_READING, number)
        self._db.many(importing.ADD_PLACING, [(number, place, speech) for place, speech in enumerate(reading)])
        gone = [speech for speech in before if speech not in set(reading)]
        for speech in gone:
            others = self._readers(number, [speech])
            home = others[0] if others else None
            if day.homes[speech] == number:
                day.homes[speech] = home
                self._db.rows(importing.SET_HOME, home, speech)
            if home is None:
                self._lose([speech])

    def _readers(self, number: DebateId, speeches: Iterable[SpeechId]) -> list[DebateId]:
        """The debates that read any of these speeches; they are all of one day."""
        first = number // 10**4 * 10**4
        values = {"first": first, "last": first + 9999, "speeches": _list(speeches)}
        return [row[0] for row in self._db.rows(importing.READ_BY, values)]

    def _revise_debate(self, incoming: Incoming, plan: Plan) -> None:
        """What the source says now, but for what a reader has corrected."""
        debate = incoming.debate
        self._db.rows(importing.REVISE_DEBATE, self._entries.debate(incoming, plan))
        kept: DebateFacts = rows.facts(self._db.one(debates.FACTS, plan.number))
        (printed,) = self._db.one(debates.PRINTED, plan.number)
        was: DebateFacts = reader(DebateFacts)(json.loads(printed)) if printed else replace(kept, removed=False)
        says = DebateFacts(plan.number, debate.title, debate.date, debate.house, Section(debate.section), debate.volume)
        new = {f.name: getattr(says, f.name) for f in fields(says) if getattr(kept, f.name) == getattr(was, f.name)}
        shown = replace(kept, **new)
        values = {"title": shown.title, "date": shown.date.isoformat(), "house": shown.house, "volume": shown.volume}
        said = json.dumps(plain(says)) if printed else None
        self._db.rows(importing.REVISE_FACTS, values | {"section": shown.section, "printed": said, "id": plan.number})
        keeping.refresh_words(self._db, plan.number)

    def _recount(self, incoming: Incoming, plan: Plan) -> None:
        """Counts of the debate and of those that share its speeches."""
        sharing = self._readers(plan.number, plan.ids)
        if len(sharing) > 1:
            self._db.rows(importing.SHARE, _list(sharing))
        for debate in sharing:
            self._db.rows(importing.RECOUNT, debate)
            Debates(self._db).recount(debate)

    def _follow(self, texts: dict[SpeechId, tuple[str, str]]) -> None:
        """Quotations, reading places and marks, moved to where their words are: old and new text by speech."""
        if not texts:
            return
        on = _list(texts)
        for note, position, *row in self._db.rows(importing.QUOTES_ON, on):
            quote = _quote(row)
            self._move(note, position, _again(quote, *texts[quote.span.speech]))
        for debate, speech, offset in self._db.rows(importing.PLACES_ON, on):
            self._db.rows(importing.MOVE_PLACE, _moved(offset, *texts[speech]), debate)
        for letter, speech, offset in self._db.rows(importing.BOOKMARKS_ON, on):
            self._db.rows(importing.MOVE_BOOKMARK, _moved(offset, *texts[speech]), letter)

    def _lose(self, speeches: Collection[SpeechId]) -> None:
        """Quotations of speeches that are gone wait in the tray."""
        for note, position, *row in self._db.rows(importing.QUOTES_ON, _list(speeches)):
            self._move(note, position, replace(_quote(row), placing=Placing.LOST))

    def _move(self, note: str, position: int, quote: Quote) -> None:
        span = quote.span
        where = (span.start, span.end, quote.text, quote.before, quote.after, quote.placing)
        self._db.rows(importing.MOVE_QUOTE, *where, note, position)


def _may_be_cut(incoming: Incoming, place: int) -> bool:
    """Is this where a page without keys ends, perhaps in the middle of a speech?"""
    return not incoming.debate.key and place == len(incoming.debate.remarks) - 1


def _quote(row: Sequence[Any]) -> Quote:
    speech, start, end, text, before, after, placing = row
    return Quote(Span(SpeechId(speech), start, end), text, before, after, Placing(placing))


def _again(quote: Quote, old: str, text: str) -> Quote:
    """A quotation in a new text. One that means the whole speech is sure where that is still the same speech; where it
    says something else the reader is asked, and how it began is kept."""
    if quote.text:
        return anchors.find(quote, text)
    was = quote.after or old[: anchors.CONTEXT]
    same = letters(text).startswith(letters(was)) if quote.after else not old or likeness(old, text) >= EDITED
    if same:
        return replace(quote, after="", placing=Placing.SURE)
    return replace(quote, after=was, placing=Placing.MOVED)


def _moved(offset: int, old: str, new: str) -> int:
    """Where the words behind an offset are now; as near as can be where they are gone."""
    found = anchors.find(anchors.make(SpeechId(0), old, offset, min(offset + anchors.CONTEXT, len(old))), new)
    return min(offset if found.placing is Placing.LOST else found.span.start, len(new))


def _source_says(row: Row) -> Row:
    return tuple(value for place, value in enumerate(row) if place not in (_KIND, _REASON, _DIGEST))


def _joined(before: Sequence[SpeechId], after: Sequence[SpeechId]) -> list[SpeechId]:
    """One reading of both: what only the second has stands behind what it follows there."""
    joined = list(before)
    place = 0
    for speech in after:
        if speech in joined:
            place = joined.index(speech) + 1
        else:
            joined.insert(place, speech)
            place += 1
    return joined


def _list(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers))
