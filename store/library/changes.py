"""Changes: applied, undone and done again, each as one transaction with its entry in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from store.library.base import Base
from store.model import DebateId, Position, SpeechId
from store.queries import journal
from store.records import Change, Edit, Record
from store.values import plain, reader

_KINDS: dict[str, Any] = {kind.__name__: kind for kind in get_args(Record)}
_NEWEST = 2**62


class Changes(Base):
    """Every act of a reader."""

    def apply(self, change: Change, *, now: str) -> Change:
        """Carry out a change and write it into the journal; what comes back has its number and time.

        What was undone before and not done again is left behind. Raises ConflictError, with nothing written, where
        another program has changed the same thing since.
        """
        with self._db.transaction():
            done = replace(change, edits=self._carry_out(change.edits), at=now, undone=False)
            self._db.rows(journal.END_REDO)
            place = change.place
            where = (place.speech, place.offset) if place else (None, None)
            (number,) = self._db.one(journal.ADD, now, change.words, change.debate, *where, _kept(done.edits))
        return replace(done, id=number)

    def undo(self, *, now: str) -> Change | None:
        """Take the last change back; it comes back as it was, marked undone. None where there is none."""
        return self._turn(journal.LAST_DONE, "undone", now)

    def redo(self, *, now: str) -> Change | None:
        """Do again what was undone last; None where there is nothing, or a new change came between."""
        return self._turn(journal.FIRST_UNDONE, "done", now)

    def history(self, *, limit: int = 100, before: int | None = None) -> tuple[Change, ...]:
        """The journal, newest first; those that were undone are marked."""
        return tuple(map(_change, self._db.rows(journal.HISTORY, before or _NEWEST, limit)))

    def _turn(self, which: str, state: str, now: str) -> Change | None:
        with self._db.transaction():
            row = self._db.first(which)
            if row is None:
                return None
            change = _change(row)
            undone = state == "undone"
            done = self._carry_out(change.inverse().edits if undone else change.edits)
            self._db.rows(journal.SET_STATE, state, now, change.id)
            turned = replace(change, edits=done, undone=undone)
            return turned.inverse() if undone else turned

    def _carry_out(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        from store.library.acting import carry_out  # with all that placing a quotation takes; not to open a library

        return carry_out(self._db, edits)


def _kept(edits: Iterable[Edit]) -> str:
    rows = [
        [type(edit.after or edit.before).__name__, edit.before and plain(edit.before), edit.after and plain(edit.after)]
        for edit in edits
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _change(row: tuple[Any, ...]) -> Change:
    number, at, words, debate, speech, offset, state, kept = row
    edits = tuple(Edit(_record(kind, before), _record(kind, after)) for kind, before, after in json.loads(kept))
    place = None if speech is None else Position(SpeechId(speech), offset)
    return Change(words, edits, debate and DebateId(debate), place, number, at, state != "done")


def _record(kind: str, kept: dict[str, Any] | None) -> Record | None:
    record: Record | None = reader(_KINDS[kind])(kept) if kept else None
    return record
