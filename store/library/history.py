"""The journal read back: what was done when, one act of long ago taken back, or everything since a moment."""

from __future__ import annotations

from dataclasses import replace

from store.errors import ConflictError, NotFoundError
from store.library import keeping
from store.library.changes import Changes, change_of
from store.library.keeping import Key
from store.model import DebateId, Position, SpeechId
from store.queries import journal
from store.records import Change, Edit, Past, Record

TOOK, AGAIN = "took back: ", "did again: "


class History(Changes):
    """Every act of the reader, and the way back to before any of them."""

    def journal(self, *, limit: int = 500, before: int | None = None) -> tuple[Past, ...]:
        """What was done, newest first, without the records that it changed."""
        rows = self._db.rows(journal.PAST, before or journal.NEWEST, limit)
        return tuple(
            Past(number, at, words, debate and DebateId(debate), None if speech is None else Position(SpeechId(speech),
                 offset), state)
            for number, at, words, debate, speech, offset, state in rows
        )  # fmt: skip

    def change(self, number: int) -> Change:
        """One entry of the journal with all that it changed. Raises NotFoundError."""
        row = self._db.first(journal.CHANGE, number)
        if row is None:
            raise NotFoundError(f"the history has no change {number}")
        return change_of(row)

    def take_back(self, number: int, *, now: str) -> Change:
        """Take back one act and keep what was done after it, as an act of its own.

        Raises ConflictError, with nothing written, where a later act changed the same thing.
        """
        with self._db.transaction():
            change = self.change(number)
            if change.undone:
                raise ConflictError(f"“{change.words}” is taken back already")
            words = AGAIN + change.words.removeprefix(TOOK) if change.words.startswith(TOOK) else TOOK + change.words
            try:
                done, entry = self._do(replace(change.inverse(), words=words, id=0, undone=False), now)
            except ConflictError:
                raise ConflictError(self._conflict(change)) from None
            if all(edit.before == edit.after for edit in done.edits):
                raise ConflictError(f"nothing is left of “{change.words}” to take back")
        self._write_down(entry)
        return done

    def back_to(self, number: int, *, now: str) -> Change | None:
        """Everything as it was just after an act, 0 for the beginning, as one act; None where it is so already."""
        with self._db.transaction():
            later = [change_of(row) for row in self._db.rows(journal.SINCE, number)]
            first: dict[Key, Record | None] = {}
            for change in later:
                for edit in change.edits:
                    first.setdefault(keeping.key(edit.before or edit.after), edit.before)  # type: ignore[arg-type]
            there = keeping.stored(self._db, first)
            edits = [Edit(there.get(key), before) for key, before in first.items() if there.get(key) != before]
            if not edits:
                return None
            since = f"since “{self.change(number).words}”" if number else "since the beginning"
            count = f"{len(later):,} change{'s' if len(later) != 1 else ''}"
            words = f"took back everything {since}, {count}"
            done, entry = self._do(Change(words, tuple(edits), later[0].debate, later[0].place), now)
        self._write_down(entry)
        return done

    def _conflict(self, change: Change) -> str:
        """Which later act stands in the way."""
        touched = {keeping.key(edit.before or edit.after) for edit in change.edits}  # type: ignore[arg-type]
        for row in self._db.rows(journal.SINCE, change.id):
            later = change_of(row)
            if touched & {keeping.key(edit.before or edit.after) for edit in later.edits}:  # type: ignore[arg-type]
                return (
                    f"“{change.words}” cannot be taken back alone: “{later.words}” changed the same thing later; "
                    "take that back first"
                )
        return f"“{change.words}” cannot be taken back: what it changed has become something else since"
