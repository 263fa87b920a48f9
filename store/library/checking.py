"""Is a library sound? What is wrong is told, and mended where that loses nothing of the record or the reader's."""

from __future__ import annotations

import json
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.errors import LibraryError
from store.library import keeping
from store.library.connection import Connection
from store.library.debates import Debates
from store.library.note_journal import NoteJournal, entries, journal_of, lacking, last_number
from store.library.notes import load_notes
from store.library.opening import lost_tables
from store.library.replaying import catch_up
from store.library.rethreading import outdated, rethread
from store.library.stubs import hold_places
from store.model import DebateId
from store.queries import doctor, health, importing, journal

PRIVATE = 0o600
_NOT_THE_FILE = {
    *(sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM),
}
"""What keeps a library from being looked through or mended although nothing is wrong with what it holds."""
DAMAGED = "integrity"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    what: str
    """A word for it: `foreign keys`."""
    words: str
    """What is wrong, as a sentence."""
    mends: str = ""
    """What mends it, as a sentence; empty where only a restore does."""
    mend: Callable[[], None] | None = None


class Doctor:
    """Looks a library through. Findings come one by one; each may be mended before the next is looked for."""

    def __init__(self, db: Connection, now: str) -> None:
        self._db, self._now = db, now
        self._mended = False

    def examine(self) -> Iterator[Finding]:
        """Everything that is wrong. Where the file itself is damaged nothing more is asked of it, least of all what its
        note journal should tell."""
        wrong = list(self._integrity())
        yield from wrong
        checks = (self._foreign_keys, self._index, self._places, self._counts, self._texts, self._rules, self._journal)
        for check in () if wrong else checks:
            yield from check()
        yield from self._privacy()

    def _integrity(self) -> Iterator[Finding]:
        try:
            found = [str(row[0]) for row in self._db.rows(health.INTEGRITY_CHECK)]
        except LibraryError as error:
            yield failed(error)
            return
        if found != ["ok"]:
            yield damaged(found[0])
        elif lost := lost_tables(self._db.rows):
            yield damaged(f"it has lost {', '.join(lost)}")

    def _foreign_keys(self) -> Iterator[Finding]:
        dangling = self._db.rows(health.FOREIGN_KEY_CHECK)
        if dangling:
            by_table = Counter(f"{table} without its {parent}" for table, _, parent, _ in dangling)
            told = "; ".join(f"{count:,} rows of {what}" for what, count in by_table.items())
            mends = "notes get a place in the tray until their debate is imported again; rows that mean nothing go"
            yield Finding("foreign keys", told, mends, self._mend_foreign_keys)
            left = len(self._db.rows(health.FOREIGN_KEY_CHECK)) if self._mended else 0
            if left:
                yield Finding(
                    "foreign keys",
                    f"{left:,} rows name what is not there, and nobody knows what it was; restore a backup",
                )

    def _mend_foreign_keys(self) -> None:
        """Places for notes and speeches first, so that nothing is without one; then what is left over goes."""
        self._mended = True
        told: dict[str, Any] = {}
        for line in entries(journal_of(self._db.path)):
            told |= line.get("debates", {})
        with self._db.transaction():
            debates = [row[0] for row in self._db.rows(doctor.WITHOUT_DEBATE)]
            speeches = [row[0] for row in self._db.rows(doctor.QUOTES_WITHOUT_SPEECH)]
            held = {str(number): told.get(str(number)) or
                    [f"lost/{number}", "A debate whose heading is lost", _day(number), "commons", "chamber"]
                    for number in debates}  # fmt: skip
            hold_places(self._db, held, {str(number): [f"lost/{number}", "", ""] for number in speeches}, self._now)
            self._db.rows(doctor.LOSE_QUOTES_OF, json.dumps(speeches))
            for table, column, parent, key in self._dangling():
                if table in doctor.DERIVED:
                    self._db.rows(doctor.drop_dangling(table, column, parent, key))
            for number in debates:
                self._db.rows(doctor.READ_AGAIN, {"debate": number})
                self._db.rows(doctor.BRING_BACK_READ, number)
                self._db.rows(importing.RECOUNT, number)
                Debates(self._db).recount(DebateId(number))

    def _dangling(self) -> set[tuple[str, str, str, str]]:
        found = set()
        for table, _, parent, number in self._db.rows(health.FOREIGN_KEY_CHECK):
            keys = {row[0]: row for row in self._db.rows(doctor.foreign_keys(table))}
            _, _, _, column, key, *_ = keys[number]
            found.add((table, column, parent, key or "id"))
        return found

    def _index(self) -> Iterator[Finding]:
        told = ""
        (missing,) = self._db.one(doctor.UNINDEXED)
        if missing:
            told = f"{missing:,} speeches are not in it"
        else:
            try:
                self._db.rows(health.INDEX_CHECK)
            except (LibraryError, sqlite3.DatabaseError) as error:
                if isinstance(error, LibraryError) and failed(error).what != DAMAGED:
                    yield Finding("search index", f"it cannot be looked through: {error}")
                    return
                told = "it does not agree with the texts"
        if told:
            yield Finding("search index", told, "it is made anew from the texts", self._mend_index)

    def mend_index(self) -> None:
        """Only that, where it is needed."""
        for finding in self._index():
            if finding.mend is not None:
                finding.mend()

    def _mend_index(self) -> None:
        with self._db.transaction():
            self._db.rows(doctor.REBUILD_INDEX)

    def _places(self) -> Iterator[Finding]:
        astray = [row[0] for row in self._db.rows(doctor.ASTRAY)]
        if astray:
            yield Finding(
                "quotations",
                f"{len(astray):,} notes are not on the words that they quote",
                "they are placed anew; what is not certain goes into the tray",
                lambda: self._place_again(astray),
            )
        (bare,) = self._db.one(doctor.BARE)
        if bare:
            yield Finding("quotations", f"{bare:,} notes on words have no quotation; the history (u) may have it")

    def _place_again(self, which: list[str]) -> None:
        with self._db.transaction():
            there = load_notes(self._db, which)
            notes = keeping.anchored(self._db, list(there.values()))
            keeping.keep(self._db, {keeping.key(note): note for note in notes})

    def _rules(self) -> Iterator[Finding]:
        count = outdated(self._db)
        if count:
            told = f"{count:,} debate{'s' if count != 1 else ''} were threaded by older rules of exchanges"
            mends = "their exchanges are found anew; what you set by hand stays"
            yield Finding("exchanges", told, mends, self._rethread)

    def _rethread(self) -> None:
        for _ in rethread(self._db):
            pass  # each step is a source, in a transaction of its own

    def _counts(self) -> Iterator[Finding]:
        unshared = [row[0] for row in self._db.rows(doctor.UNSHARED)]
        wrong = [row[0] for row in self._db.rows(doctor.MISCOUNTED)]
        if unshared or wrong:
            told = f"{len({*unshared, *wrong}):,} debates have counts or marks that are not those of their speeches"
            yield Finding("counts", told, "they are counted anew", lambda: self._count_again(unshared, wrong))

    def _count_again(self, unshared: list[int], wrong: list[int]) -> None:
        with self._db.transaction():
            self._db.rows(importing.SHARE, json.dumps(unshared))
            for debate in wrong:
                self._db.rows(importing.RECOUNT, debate)
                Debates(self._db).recount(DebateId(debate))

    def _texts(self) -> Iterator[Finding]:
        for table, column, what in doctor.TEXTS:
            wrong = [row for row, raw in self._db.rows(doctor.undecodable(table, column)) if not _is_text(raw)]
            if wrong:
                told = f"{what} holds bytes that are no text, in {len(wrong):,} rows (the first is {wrong[0]})"
                yield Finding("texts", f"{told}; restore a backup, or import the debate again")

    def _journal(self) -> Iterator[Finding]:
        beside = journal_of(self._db.path)
        row = self._db.first(journal.NUMBER)
        last = last_number(beside)
        if row is not None and (last is None or last < row[0] or lacking(list(entries(beside)))):
            yield Finding(
                "note journal",
                f"{beside.name} lacks changes that the library holds",
                "everything that the library holds is added to it",
                self._write_journal,
            )

    def _privacy(self) -> Iterator[Finding]:
        for path in (self._db.path, journal_of(self._db.path)):
            if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
                yield _readable(path)

    def _write_journal(self) -> None:
        notes = NoteJournal(journal_of(self._db.path))
        catch_up(self._db, notes, self._now, lacking=True)
        notes.close()


def failed(error: LibraryError) -> Finding:
    """Why a library was not looked through or mended to the end: damaged, or kept from it."""
    cause = error.__cause__
    if isinstance(cause, OSError) or getattr(cause, "sqlite_errorcode", 0) & 0xFF in _NOT_THE_FILE:
        return Finding("library", str(error))
    return damaged(str(error))


def damaged(why: str) -> Finding:
    """The file itself is damaged."""
    return Finding(DAMAGED, f"the file is damaged: {why}; `dispatchbox restore` brings the library back")


def _readable(path: Path) -> Finding:
    def mend() -> None:
        try:
            path.chmod(PRIVATE)
        except OSError as error:
            raise LibraryError(f"{path}: its mode cannot be set ({error.strerror})") from error

    return Finding("privacy", f"others on this machine may read {path.name}", "it is made yours alone", mend)


def _day(debate: int) -> str:
    """The sitting day in the number of a debate, a harmless one where it holds none."""
    day = f"{debate // 10**4:08d}"
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and "01" <= day[4:6] <= "12" else "1970-01-01"


def _is_text(raw: bytes | None) -> bool:
    try:
        (raw or b"").decode()
    except UnicodeDecodeError:
        return False
    return True
