"""Changes: applied, undone and done again, each as one transaction with its entry in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from store.errors import ConflictError
from store.library import keeping
from store.library.debates import Debates
from store.library.keeping import Key
from store.library.notes import Notes
from store.model import DebateId, Position, SpeechId
from store.queries import debates, journal
from store.records import Change, Code, Correction, DebateFacts, Edit, Note, Quote, Record, Tag
from store.values import plain, reader

_READERS = {kind.__name__: reader(kind) for kind in (Note, Tag, Code, DebateFacts, Correction)}
_NEWEST = 2**62


class Changes(Notes, Debates):
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
            self._carry_out(change.inverse().edits if undone else change.edits)
            self._db.rows(journal.SET_STATE, state, now, change.id)
            return replace(change, undone=undone)

    def _carry_out(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        """Write the edits; what comes back is what each record truly was and has become."""
        wanted = [(keeping.key(record), edit) for edit in edits if (record := edit.after or edit.before)]
        there = keeping.stored(self._db, [key for key, _ in wanted])
        now: dict[Key, Record | None] = {}
        for key, edit in wanted:
            now[key] = _merged(now[key] if key in now else there.get(key), edit)
        notes = keeping.anchored(self._db, [record for record in now.values() if isinstance(record, Note)])
        now.update({keeping.key(note): note for note in notes})
        keeping.keep(self._db, {key: record for key, record in now.items() if record != there.get(key)})
        for kind, which in now:
            if kind is Correction:
                for (debate,) in self._db.rows(debates.READ_IN, which):
                    self.recount(debate)
        return tuple(Edit(there.get(key), record) for key, record in now.items())


def _merged(current: Record | None, edit: Edit) -> Record | None:
    """What becomes of a record: only what the edit changes, where nobody else has changed that since."""
    before, after = edit.before, edit.after
    if current == before or _alike(current, after):
        return after
    if current is None or before is None or (after is None and not _alike(current, before)):
        raise _conflict(before or after)
    if after is None:
        return None
    changed = {}
    for field in fields(before):
        was, new, is_now = (getattr(record, field.name) for record in (before, after, current))
        if was == new:
            continue
        if field.name != "modified" and _bare(is_now) not in (_bare(was), _bare(new)):
            raise _conflict(before)
        changed[field.name] = new
    return replace(current, **changed)


def _alike(one: Record | None, other: Record | None) -> bool:
    """The same but for where quotations stand, which follows the text."""
    if isinstance(one, Note) and isinstance(other, Note):
        return _bare(one.quotes) == _bare(other.quotes) and replace(one, quotes=()) == replace(other, quotes=())
    return one == other


def _bare(value: Any) -> Any:
    """A field as it is compared: quotations by their speech and words."""
    if isinstance(value, tuple):
        return tuple((part.span.speech, part.text) if isinstance(part, Quote) else part for part in value)
    return value


def _conflict(record: Record | None) -> ConflictError:
    named = {Note: "the note", Tag: "the tag", Code: "the code", DebateFacts: "the debate", Correction: "the speech"}
    what = named[type(record)]
    name = f" “{record.name}”" if isinstance(record, Tag | Code) else ""
    return ConflictError(
        f"{what}{name} was changed elsewhere since; nothing was written: look at it again, then repeat"
    )


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
    record: Record | None = _READERS[kind](kept) if kept else None
    return record
