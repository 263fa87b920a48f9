"""Changes: applied, undone and done again, each as one transaction with its entry in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from store.library.base import Base
from store.library.note_journal import Entry
from store.model import DebateId, Position, SpeechId
from store.queries import journal
from store.records import Change, Edit, Record
from store.values import plain, reader

KINDS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Record)}


class Changes(Base):
    """Every act of a reader."""

    def apply(self, change: Change, *, now: str) -> Change:
        """Carry out a change and write it into the journal; what comes back has its number and time.

        What was undone before and not done again is left behind. Raises ConflictError, with nothing written, where
        another program has changed the same thing since.
        """
        with self._db.transaction():
            done, entry = self._do(change, now)
        self._write_down(entry)
        return done

    def _do(self, change: Change, now: str) -> tuple[Change, Entry]:
        """The same inside a transaction; the line of the note journal is to be written once that is on the disk."""
        done = replace(change, edits=self._carry_out(change.edits), at=now, undone=False)
        self._db.rows(journal.END_REDO)
        place = change.place
        where = (place.speech, place.offset) if place else (None, None)
        (number,) = self._db.one(journal.ADD, now, change.words, change.debate, *where, kept(done.edits))
        done = replace(done, id=number)
        return done, self._entry("done", done, now)

    def undo(self, *, now: str) -> Change | None:
        """Take the last change back; it comes back as it was, marked undone. None where there is none."""
        return self._turn(journal.LAST_DONE, "undone", now)

    def redo(self, *, now: str) -> Change | None:
        """Do again what was undone last; None where there is nothing, or a new change came between."""
        return self._turn(journal.FIRST_UNDONE, "done", now)

    def history(self, *, limit: int = 100, before: int | None = None) -> tuple[Change, ...]:
        """The journal, newest first; those that were undone are marked."""
        return tuple(map(change_of, self._db.rows(journal.HISTORY, before or journal.NEWEST, limit)))

    def _turn(self, which: str, state: str, now: str) -> Change | None:
        with self._db.transaction():
            row = self._db.first(which)
            if row is None:
                return None
            change = change_of(row)
            undone = state == "undone"
            done = self._carry_out(change.inverse().edits if undone else change.edits)
            self._db.rows(journal.SET_STATE, state, now, change.id)
            turned = replace(change, edits=done, undone=undone)
            entry = self._entry("undone" if undone else "redone", turned, now)
        self._write_down(entry)
        return turned.inverse() if undone else turned

    def _entry(self, act: str, change: Change, now: str) -> Entry:
        """The line of the note journal, made inside the transaction so that its number is."""
        from store.library.replaying import entry  # with what a change is made of

        return entry(self._db, act, change, now)

    def _write_down(self, entry: Entry) -> None:
        """Add a change that is on the disk to the note journal; where that fails, the next one or `catch_up` mends it.

        A note is kept for that, never refused.
        """
        number = entry.pop("n")
        try:
            follows = self._notes_beside.append(entry, number)
        except OSError as error:
            self._unwritten = error.strerror or str(error)
        else:
            self._unwritten = ""
            if not follows or (number == 1 and entry["change"] > 1):
                self.catch_up(now=entry["at"], lacking=True)

    def catch_up(self, *, now: str, lacking: bool = False) -> bool:
        """See that the note journal holds everything; where lines are missing, or are `lacking` for certain, all that
        the library holds is added in one line. Whether that was needed. Raises LibraryError."""
        from store.library.replaying import catch_up

        return catch_up(self._db, self._notes_beside, now, lacking=lacking)

    def _carry_out(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        from store.library.acting import carry_out  # with all that placing a quotation takes; not to open a library

        return carry_out(self._db, edits)


def kept(edits: Iterable[Edit]) -> str:
    """Edits as the journal keeps them."""
    return json.dumps(plain_edits(edits), ensure_ascii=False, separators=(",", ":"))


def plain_edits(edits: Iterable[Edit]) -> list[list[Any]]:
    """Edits as JSON values: kind, before, after."""
    return [
        [type(edit.after or edit.before).__name__, edit.before and plain(edit.before), edit.after and plain(edit.after)]
        for edit in edits
    ]


def change_of(row: tuple[Any, ...]) -> Change:
    """Of `queries.journal.HISTORY`. Records of a kind that only a newer Dispatchbox knows are passed over."""
    number, at, words, debate, speech, offset, state, kept = row
    known = (edit for edit in json.loads(kept) if edit[0] in KINDS)
    edits = tuple(Edit(record_of(kind, before), record_of(kind, after)) for kind, before, after in known)
    place = None if speech is None else Position(SpeechId(speech), offset)
    return Change(words, edits, debate and DebateId(debate), place, number, at, state != "done")


def record_of(kind: str, kept: dict[str, Any] | None) -> Record | None:
    """A record of its kind's name and its JSON value."""
    record: Record | None = reader(KINDS[kind])(kept) if kept else None
    return record
