"""The one oracle: is a library sound, whole and private?"""

from __future__ import annotations

import json
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from store.library import Library
from store.queries import health
from store.values import plain


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
    for file in path.parent.glob(f"{path.name}*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert_journal_explains_the_notes(path)


def assert_journal_explains_the_notes(path: Path) -> None:
    """The notes are what the changes that are done made of them: none half there, none lost."""
    with Library.open(path) as library:
        made: dict[Any, Any] = {}
        for change in reversed(library.history(limit=10**6)):
            if not change.undone:
                for edit in change.edits:
                    record = edit.after or edit.before
                    if hasattr(record, "quotes"):
                        made[record.id] = edit.after  # type: ignore[union-attr]
        there = {note.id: note for debate in library.shelf() for note in library.notes(debate.id)}
        expected = {number: note for number, note in made.items() if note is not None}
        assert there.keys() <= expected.keys()
        for number, note in there.items():
            assert (note.body, note.tags, note.code) == tuple(
                getattr(expected[number], name) for name in ("body", "tags", "code")
            )
        for number in expected.keys() - there.keys():
            library.note(number)


def exported(library: Library) -> str:
    """Everything that a reader sees, as one text to compare."""
    debates = [library.debate(row.id) for row in library.shelf()]
    parts: Iterable[Any] = (
        library.shelf(),
        tuple(debates),
        tuple(library.facts(debate.id) for debate in debates),
        tuple(library.notes(debate.id) for debate in debates),
        library.tags(),
        library.codes(),
        library.totals(),
    )
    return "\n".join(json.dumps(plain(part)) for part in parts)
