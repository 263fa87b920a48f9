"""The notes of one debate out of a backup, as one change that undo takes back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from store.annotations import about
from store.backup.restoring import notes_of
from store.library import Library
from store.model import DebateId
from store.records import Change, Edit


def notes_back(library: Library, backup: Path, debate: DebateId, now: str) -> Change | None:
    """Give the notes on a debate the words, tags and places that they have in a backup, and bring back those deleted
    since. Notes that the backup does not know stay. None where that changes nothing; raises StoreError."""
    with (
        tempfile.TemporaryDirectory(prefix="dispatchbox-restore-") as folder,
        notes_of(library, backup, Path(folder)) as then,
    ):
        wanted = then.notes(debate)
    there = {note.id: note for note in library.notes(debate)}
    edits = tuple(Edit(there.get(note.id), note) for note in wanted if there.get(note.id) != note)
    if not edits:
        return None
    count = f"{len(edits)} note{'s' if len(edits) != 1 else ''}"
    change = Change(f"brought back {count} on {about(library.debate(debate), ())}", edits, debate)
    return library.apply(change, now=now)
