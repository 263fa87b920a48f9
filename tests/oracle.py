"""The one oracle: is a library sound, whole and private?"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from store.identity import letters
from store.library import Library, keeping
from store.queries import health
from store.records import Change, DebateFacts, Note
from store.schema.settings import USER_VERSION
from tests.figures import count


def sound(path: Path) -> None:
    """Integrity, foreign keys, the search index against the texts, nothing half there, file modes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        rows = connection.execute
        assert rows(health.INTEGRITY_CHECK).fetchall() == [("ok",)]
        assert rows(health.FOREIGN_KEY_CHECK).fetchall() == []
        rows(health.INDEX_CHECK)
        broken = {
            "a debate whose speeches are not all there": """
                SELECT id FROM debate d WHERE speeches != (SELECT count(*) FROM placing WHERE debate = d.id)
                    OR (SELECT coalesce(max(position), -1) + 1 FROM placing WHERE debate = d.id) != speeches""",
            "a speech that is not in its home": """
                SELECT s.id FROM speech s WHERE debate IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM placing p WHERE p.debate = s.debate AND p.speech = s.id)""",
            "a homeless speech that a debate reads": """
                SELECT s.id FROM speech s JOIN placing p ON p.speech = s.id WHERE s.debate IS NULL""",
            "a speech that the index lacks": "SELECT id FROM speech EXCEPT SELECT id FROM speech_fts_docsize",
            "a shared debate that is not marked": """
                SELECT p.debate FROM placing p JOIN speech s ON s.id = p.speech JOIN debate d ON d.id = p.debate
                WHERE s.debate != p.debate AND NOT d.shared""",
            "a sure quotation that is not in its text": """
                SELECT note FROM quote q JOIN speech s ON s.id = q.speech WHERE q.placing = 'sure' AND q.text != ''
                    AND substr(s.text, q.start + 1, q.end - q.start) != q.text""",
            "a note on words without a quotation": """
                SELECT id FROM note n WHERE scope != 'debate' AND NOT EXISTS (SELECT 1 FROM quote WHERE note = n.id)""",
            "a note that says nothing": """
                SELECT id FROM note n WHERE body = '' AND code IS NULL
                    AND NOT EXISTS (SELECT 1 FROM note_tag WHERE note = n.id)""",
            "an undone change behind which a done one could be done again": """
                SELECT id FROM change WHERE state NOT IN ('done', 'undone', 'ended')""",
        }
        for what, sql in broken.items():
            assert rows(sql).fetchall() == [], what
    private(path)
    assert_journal_explains_the_records(path)


def private(path: Path) -> None:
    """Nobody but the owner may read the library or what lies beside it."""
    for pattern in (
        f"{path.stem}*",
        f".{path.stem}*",
        f".{path.stem}*/*",
        "backups",
        f"backups/{path.stem}*",
        "backups/.*.part",
    ):
        for file in path.parent.glob(pattern):
            assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600), file


COUNTER = "SELECT * FROM setting WHERE key != 'note-journal'"
"""The lines of the note journal are counted on where one had to be told again."""


def digest(path: Path) -> str:
    """Of every row of every table but the index; raises where the file is not sound."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        run = connection.execute
        assert run(health.INTEGRITY_CHECK).fetchall() == [("ok",)]
        assert run(health.FOREIGN_KEY_CHECK).fetchall() == []
        tables = [name for (name,) in run("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        if "speech_fts" in tables:
            run(health.INDEX_CHECK)
        found = hashlib.sha256()
        for table in tables:
            if not table.startswith(("speech_fts", "sqlite_", "_sqlite")):
                sql = COUNTER if table == "setting" else f'SELECT * FROM "{table}"'
                found.update(repr((table, run(sql).fetchall())).encode())
        return found.hexdigest()


def rows(path: Path, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that these tables hold."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


def version(path: Path) -> int:
    """Number of the schema."""
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(USER_VERSION).fetchone()[0])


def acknowledged(path: Path, done: Sequence[Change]) -> None:
    """Each of these changes is in the journal with its very words and records, and all that is done is in force."""
    with Library.open(path) as library:
        there = {change.id: change for change in library.history(limit=10**6)}
    for change in done:
        kept = there[change.id]
        assert (kept.words, kept.edits, kept.debate, kept.place, kept.at) == (
            *(change.words, change.edits, change.debate, change.place, change.at),
        )


def assert_journal_explains_the_records(path: Path) -> None:
    """Every record is what the changes that are done made of it: none half there, none lost, none that nobody made."""
    with Library.open(path) as library:
        found: dict[Any, Any] = {}
        for change in reversed(library.history(limit=10**6)):
            for edit in change.edits:
                record = edit.after or edit.before
                assert record is not None
                if not change.undone:
                    found[keeping.key(record)] = edit.after
                else:
                    found.setdefault(keeping.key(record), edit.before)
        there = keeping.stored(library._db, found)
        for key, expected in found.items():
            assert comparable(there.get(key)) == comparable(expected), key
        notes = [number for (number,) in library._db.rows("SELECT id FROM note")]
        assert {(Note, number) for number in notes} == {key for key, note in found.items() if key[0] is Note and note}
        shown = {note.id for debate in library.shelf() for note in library.notes(debate.id)}
        shown |= {note.id for note in library.orphans()}
        removed = {debate for (debate,) in library._db.rows("SELECT id FROM debate WHERE removed")}
        for number in set(notes) - shown:
            assert library.note(number).debate in removed, f"the note {number} has no place and is not in the tray"


def comparable(record: Any) -> Any:
    """A record without what follows the text or the source: where a quotation stands, whether a debate came again."""
    if isinstance(record, Note):
        return replace(record, quotes=tuple((quote.span.speech, letters(quote.text)) for quote in record.quotes))  # type: ignore[misc]
    if isinstance(record, DebateFacts):
        return replace(record, removed=False)
    return record


def shows(path: Path) -> None:
    """The program starts on it, shows the newest debate and leaves in order."""
    from tests.pty_driver import Person

    with Library.open(path) as library:
        first = library.shelf(limit=1)
    with Person(path) as person:
        person.see(re.escape(first[0].title[:30]) if first else "Nothing|nothing|paste|import")
        person.type("\x11")
        assert person.end() == 0
        assert not person.seen.strange
        assert person.terminal_is_as_before()
    count("libraries that the program was started on")


def exported(library: Library) -> object:
    """Everything that a reader sees, as one value to compare."""
    debates = [library.debate(row.id) for row in library.shelf()]
    return (
        library.shelf(),
        tuple(debates),
        tuple(library.facts(debate.id) for debate in debates),
        tuple(library.notes(debate.id) for debate in debates),
        library.tags(),
        library.codes(),
        library.totals(),
    )
