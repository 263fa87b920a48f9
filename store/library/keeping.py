"""How each kind of record is kept: looked up as it is stored, and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from store import anchors
from store.folding import fold
from store.library import rows, simple
from store.library.connection import Connection
from store.library.indexing import reindexed
from store.library.notes import load_notes
from store.model import DebateId, Speaker
from store.queries import debates, importing, notes
from store.records import Correction, DebateFacts, Note, Placing, Quote, Record
from store.values import plain

Key = tuple[type[Record], Any]


def key(record: Record) -> Key:
    """By which a record is known before and after a change: its first field."""
    return type(record), getattr(record, fields(record)[0].name)


def stored(db: Connection, keys: Iterable[Key]) -> dict[Key, Record]:
    """The records that the library holds under these keys."""
    wanted = list(keys)
    found: dict[Key, Record] = {
        (Note, note.id): note for note in load_notes(db, [which for kind, which in wanted if kind is Note]).values()
    }
    for kind, which in wanted:
        if kind is Note:
            continue
        find, read = _LOOKUPS.get(kind) or simple.lookup(kind)
        if row := db.first(find, which):
            found[kind, which] = read(row)
    return found


_LOOKUPS: dict[type[Record], tuple[str, Callable[[tuple[Any, ...]], Record]]] = {
    DebateFacts: (debates.FACTS, rows.facts),
    Correction: (debates.CORRECTION, rows.correction),
}


def keep(db: Connection, after: dict[Key, Record | None]) -> None:
    """Write records as they are to be; None takes one away. The index follows."""
    touched = {which for kind, which in after if kind is Correction}
    for kind, which in after:
        if kind is DebateFacts:
            touched |= {row[0] for row in db.rows(importing.HOME_OF, which)}
    with reindexed(db, touched):
        _keep(db, after)


def _keep(db: Connection, after: dict[Key, Record | None]) -> None:
    many = [record for record in after.values() if isinstance(record, Note)]
    gone = [which for (kind, which), record in after.items() if kind is Note and record is None]
    if many or gone:
        _keep_notes(db, many, gone)
    for (kind, which), record in after.items():
        match record:
            case Note():
                pass
            case DebateFacts():
                _keep_facts(db, record)
            case Correction():
                _keep_correction(db, record)
            case None if kind is not Note:
                db.tables.table(simple.table(kind)).delete(which)
            case _ if record is not None:
                db.tables.table(simple.table(kind)).upsert(simple.row(record), pk=simple.columns(kind)[0])


def anchored(db: Connection, found: Sequence[Note]) -> list[Note]:
    """Notes whose quotations stand where their words are now: a text may have changed since they were made, or no
    debate may read it any more."""
    speeches = {quote.span.speech for note in found for quote in note.quotes}
    texts: dict[int, str] = dict(db.rows(notes.TEXTS, json.dumps(list(speeches))))

    def place(quote: Quote) -> Quote:
        span = quote.span
        text = texts.get(span.speech)
        if text is None:
            return replace(quote, placing=Placing.LOST)
        if text[span.start : span.end] == quote.text:
            return quote
        return anchors.find(quote, text)

    return [replace(note, quotes=tuple(map(place, note.quotes))) for note in found]


def _keep_notes(db: Connection, many: Sequence[Note], gone: Sequence[str]) -> None:
    touched = json.dumps([*gone, *(note.id for note in many)])
    db.tables.table("quote").delete_where(notes.WHOSE, [touched])
    db.tables.table("note_tag").delete_where(notes.WHOSE, [touched])
    if gone:
        db.tables.table("note").delete_where(notes.WHICH, [json.dumps(gone)])
    columns = ("id", "debate", "scope", "body", "code", "created", "modified", "author")
    rows_of = ({name: getattr(note, name) for name in columns} for note in many)
    db.tables.table("note").upsert_all(rows_of, pk="id")
    db.tables.table("quote").insert_all(
        {
            "note": note.id,
            "position": place,
            "speech": quote.span.speech,
            "start": quote.span.start,
            "end": quote.span.end,
            "text": quote.text,
            "before": quote.before,
            "after": quote.after,
            "placing": quote.placing,
        }
        for note in many
        for place, quote in enumerate(note.quotes)
    )
    db.tables.table("note_tag").insert_all(
        {"note": note.id, "position": place, "tag": tag} for note in many for place, tag in enumerate(note.tags)
    )


def _keep_facts(db: Connection, facts: DebateFacts) -> None:
    """The facts of now; `printed` keeps those of the source wherever the two differ."""
    before = rows.facts(db.one(debates.FACTS, facts.debate))
    (kept,) = db.one(debates.PRINTED, facts.debate)
    printed = kept or json.dumps(plain(replace(before, removed=False)))
    same = json.loads(printed) == json.loads(json.dumps(plain(replace(facts, removed=False))))
    db.tables.table("debate").update(
        facts.debate,
        {
            "title": facts.title,
            "date": facts.date.isoformat(),
            "house": facts.house,
            "section": facts.section,
            "volume": facts.volume,
            "removed": int(facts.removed),
            "printed": None if same else printed,
        },
    )
    refresh_words(db, facts.debate)


def refresh_words(db: Connection, debate: DebateId) -> None:
    """The folded words by which the shelf finds a debate."""
    title, parents, house, date = db.one(debates.HEADINGS, debate)
    people = [row[0] for row in db.rows(debates.PEOPLE, debate)]
    db.rows(debates.SET_WORDS, shelf_words(title, json.loads(parents), house, date, people), debate)


def shelf_words(title: str, parents: Iterable[str], house: str, date: str, people: Iterable[str]) -> str:
    """Title, headings, house, the day in figures and in words, and everyone who speaks."""
    year, month, day = date.split("-")
    in_words = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    return fold(" ".join((title, *parents, house, date, in_words, *people)))


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _keep_correction(db: Connection, correction: Correction) -> None:
    db.tables.table("correction").upsert(
        {
            "speech": correction.speech,
            "kind": correction.kind,
            "replies_to": None if correction.replies_to is None else json.dumps(correction.replies_to),
            "speaker": None if correction.speaker is None else json.dumps(plain(correction.speaker)),
            "column": correction.column,
            "who": None if correction.speaker is None else _speaker(db, correction.speaker),
        },
        pk="speech",
    )


def _speaker(db: Connection, speaker: Speaker) -> int:
    """The number of a speaker who was set by hand, among those who are printed."""
    named = ("", speaker.name, speaker.party or "", speaker.seat or "", speaker.office or "", speaker.ref or "")
    if not db.first(importing.FIND_SPEAKER, *named):
        db.rows(importing.ADD_SPEAKER, *named)
    return int(db.one(importing.FIND_SPEAKER, *named)[0])
