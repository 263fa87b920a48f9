"""The note journal written and played into a library that lacks what it tells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from store.errors import LibraryError
from store.library import keeping
from store.library.changes import KINDS, change_of, plain_edits, record_of
from store.library.connection import Connection
from store.library.debates import Debates
from store.library.keeping import Key
from store.library.note_journal import ALL, Entry, NoteJournal, lacking, last_number
from store.library.stubs import hold_places, keys_of
from store.queries import debates as reading
from store.queries import journal
from store.records import Change, Correction, DebateFacts, Edit, Note, Placing, Record

_NO_LINE_OF_OURS = (sqlite3.IntegrityError, ValueError, TypeError, KeyError, AttributeError, OverflowError)
"""What a line raises that is JSON and yet damaged; one that has its sum is whole or passed over."""


def entry(db: Connection, act: str, change: Change, now: str) -> Entry:
    """The line of a change, numbered inside the transaction that carries it out."""
    (number,) = db.one(journal.NEXT_NUMBER)
    place = change.place and [change.place.speech, change.place.offset]
    told = {"at": now, "act": act, "change": change.id, "words": change.words, "debate": change.debate, "place": place}
    return told | {"edits": plain_edits(change.edits)} | _keys(db, change.edits) | {"n": number}


def _keys(db: Connection, edits: Iterable[Edit]) -> dict[str, Any]:
    debates, speeches = _wanted(record for edit in edits for record in (edit.before, edit.after))
    known, said = keys_of(db, debates, speeches)
    return {"debates": known, "speeches": said}


def catch_up(db: Connection, beside: NoteJournal, now: str, *, lacking: bool) -> bool:
    """Add a line that tells everything, where the journal has fewer lines than the library has made changes. It takes
    the number of the last change, and stands for that and all before it."""
    row = db.first(journal.NUMBER)
    last = last_number(beside.path)
    if row is None or (not lacking and last is not None and last >= row[0]):
        return False
    with db.transaction():
        (number,) = db.one(journal.NUMBER)
        told = everything(db, now)
    try:
        beside.append(told, number)
    except OSError as error:
        raise LibraryError(f"the note journal {beside.path} cannot be written ({error.strerror})") from error
    return True


def everything(db: Connection, now: str) -> Entry:
    """All that a reader made, as one line."""
    edits = [Edit(None, record) for record in records(db)]
    changes = [list(row) for row in reversed(db.rows(journal.HISTORY, 2**62, -1))]
    return {"at": now, "act": ALL, "edits": plain_edits(edits), "changes": changes} | _keys(db, edits)


def records(db: Connection) -> Iterator[Record]:
    """Every record that the library holds."""
    from store.library import simple
    from store.library.notes import load_notes

    yield from load_notes(db, [row[0] for row in db.rows(journal.EVERY_NOTE)]).values()
    lists: dict[Any, str] = {DebateFacts: journal.EVERY_CORRECTED, Correction: journal.EVERY_CORRECTION}
    for kind in KINDS.values():
        if kind is Note:
            continue
        if kind in lists:
            yield from keeping.stored(db, [(kind, row[0]) for row in db.rows(lists[kind])]).values()
        else:
            yield from map(simple.of(kind), db.rows(simple.all_of(kind)))


@dataclass(slots=True)
class Replayed:
    """What a replay brought back."""

    lines: int = 0
    notes: int = 0
    """Notes that the library lacked, or had in an older wording."""
    waiting: int = 0
    """Notes whose debate the library does not hold; they are in the tray until it is imported again."""
    unread: int = 0
    """Records that a newer Dispatchbox made."""
    damaged: int = 0
    """Lines that are not there or cannot be read."""
    sources: set[str] = field(default_factory=set)
    """Titles of the debates to import again."""


def replay(db: Connection, lines: Iterable[Entry], now: str) -> Replayed:
    """Play the lines that the library does not know, in one transaction; it then knows them. Where one of them is
    damaged they are played one by one, and only that one is left out."""
    row = db.first(journal.NUMBER)
    known = row[0] if row else 0
    new = [line for line in lines if line["n"] > known]
    done = Replayed(damaged=lacking(new, known))
    try:
        return _played(db, new, replace(done, sources=set()), now)
    except _NO_LINE_OF_OURS:
        for line in new:
            try:
                alone = _played(db, [line], replace(done, sources=set(done.sources)), now)
            except _NO_LINE_OF_OURS:
                done.damaged += 1
            else:
                done = alone
    return done


def _played(db: Connection, new: list[Entry], done: Replayed, now: str) -> Replayed:
    """One transaction."""
    done.lines += len(new)
    with db.transaction():
        for begin in (place for place in range(len(new) - 1, -1, -1) if new[place]["act"] == ALL):
            new = new[begin:]
            break
        if not new:
            return done
        after = _outcome(db, new, done)
        _hold(db, new, after, done, now)
        before = keeping.stored(db, after)
        changed = {key: record for key, record in after.items() if record != before.get(key)}
        keeping.keep(db, changed)
        done.notes += sum(1 for kind, _ in changed if kind is Note)
        _recount(db, changed)
        for line in new:
            _history(db, line)
        db.rows(journal.SET_NUMBER, {"number": new[-1]["n"]})
    return done


def _outcome(db: Connection, lines: list[Entry], done: Replayed) -> dict[Key, Record | None]:
    """What each record is after the last line; a line that tells everything takes away what it does not name."""
    after: dict[Key, Record | None] = {}
    if lines[0]["act"] == ALL:
        after = {keeping.key(record): None for record in records(db) if not isinstance(record, DebateFacts)}
    for line in lines:
        for kind, before, now in line["edits"]:
            if kind not in KINDS:
                done.unread += 1
                continue
            was, becomes = record_of(kind, before), record_of(kind, now)
            after[keeping.key(becomes or was)] = becomes  # type: ignore[arg-type]
    return after


def _hold(db: Connection, lines: list[Entry], after: dict[Key, Record | None], done: Replayed, now: str) -> None:
    """Make a place for what is on debates that are not there; notes on them are lost until those come back."""
    wanted_debates, wanted_speeches = _wanted(after.values())
    debates = {which: keys for line in lines for which, keys in line.get("debates", {}).items()}
    speeches = {which: keys for line in lines for which, keys in line.get("speeches", {}).items()}
    made, said = hold_places(
        db,
        {which: keys for which, keys in debates.items() if int(which) in wanted_debates},
        {which: keys for which, keys in speeches.items() if int(which) in wanted_speeches},
        now,
    )
    titles = {int(which): f"{keys[1]}, {keys[2]}" for which, keys in debates.items()}
    done.sources |= {titles[number] for number in made}
    homeless = {row[0] for row in db.rows(journal.HOMELESS, json.dumps(sorted(wanted_speeches)))}
    there = [record for record in after.values() if isinstance(record, Note)]
    for note in keeping.anchored(db, there):
        after[Note, note.id] = replace(
            note,
            quotes=tuple(
                replace(quote, placing=Placing.LOST) if quote.span.speech in homeless else quote
                for quote in note.quotes
            ),
        )
        done.waiting += note.debate in made or any(quote.span.speech in said for quote in note.quotes)


def _wanted(records_: Iterable[Record | None]) -> tuple[set[int], set[int]]:
    debates: set[int] = set()
    speeches: set[int] = set()
    for record in records_:
        if isinstance(record, Note | DebateFacts):
            debates.add(record.debate)
        if isinstance(record, Note):
            speeches.update(quote.span.speech for quote in record.quotes)
        elif record is not None and hasattr(record, "speech"):
            speeches.add(record.speech)
    return debates, speeches


def _recount(db: Connection, changed: dict[Key, Record | None]) -> None:
    for kind, which in changed:
        if kind is Correction:
            for (debate,) in db.rows(reading.READ_IN, which):
                Debates(db).recount(debate)


def _history(db: Connection, line: Entry) -> None:
    """The journal of changes as it was."""
    if line["act"] == ALL:
        for row in line["changes"]:
            change_of(tuple(row))
            db.rows(journal.PUT, *row)
    elif line["act"] == "done":
        db.rows(journal.END_REDO)
        place = line["place"] or (None, None)
        edits = json.dumps(line["edits"], ensure_ascii=False, separators=(",", ":"))
        db.rows(journal.PUT, line["change"], line["at"], line["words"], line["debate"], *place, "done", edits)
    else:
        state = "undone" if line["act"] == "undone" else "done"
        db.rows(journal.SET_STATE, state, line["at"], line["change"])
