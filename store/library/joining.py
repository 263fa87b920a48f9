"""Notes of another library joined with those here: by their ids and times, and nothing is lost.

What is on a debate that is not here waits in the tray. Of two wordings of one note, the one that grew out of the other
stays; where neither did, the newer one stays and the other becomes a note of its own beside it, and that is reported.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from store.exports.bundle import Bundle
from store.library import keeping, simple
from store.library.connection import Connection
from store.library.joining_places import Places
from store.model import NoteId
from store.queries import joining, notes
from store.records import Change, Code, Edit, Note, Placing, Record, Scope, Tag

_DIFFERENT = uuid.UUID("5b0f2c1e-7a94-4a5e-9d5d-0f6f2a6f3c11")
"""Names the notes made of a wording that lost its id, so that the same file again makes no second one."""


@dataclass(slots=True)
class Joined:
    """What became of the notes of a file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    """Here already, or here in a later wording."""
    waiting: int = 0
    """Of the new and changed, those that wait in the tray."""
    conflicts: list[str] = field(default_factory=list)
    """One sentence for each thing of which two wordings stand side by side."""
    change: Change | None = None
    """What was done; None where nothing was new."""


def join(db: Connection, bundle: Bundle, now: str, author: str) -> tuple[Change | None, Joined]:
    """The change that brings a bundle in, and the report of it. Only places for notes are written here."""
    report = Joined()
    known = [note for note in bundle.notes if _keyed(note, bundle)]
    if len(known) < len(bundle.notes):
        report.conflicts.append(
            f"{len(bundle.notes) - len(known)} notes do not say what they are on, or say nothing; they were left out"
        )
    with db.transaction():
        places = Places(db, bundle, now)
        theirs = [places.here(replace(note, author=note.author or author)) for note in known]
    ours = {note.id: note for note in _stored(db, [note.id for note in theirs])}
    past = _past(db)
    edits: list[Edit] = []
    for note in theirs:
        here = ours.get(note.id)
        edits += _one(here, note, bundle.revisions.get(note.id, ()), past.get(note.id, ()), report, db)
    edits += _definitions(db, (*bundle.tags, *bundle.codes), report)
    report.waiting = sum(1 for edit in edits if isinstance(edit.after, Note) and _waits(edit.after))
    if not edits:
        return None, report
    return Change(_words(theirs, report), tuple(edits)), report


def _keyed(note: Note, bundle: Bundle) -> bool:
    """Whether a note says something, and on what."""
    if not (note.body or note.code or note.tags) or not (note.quotes or note.scope is Scope.DEBATE):
        return False
    return str(note.debate) in bundle.debates and all(str(q.span.speech) in bundle.speeches for q in note.quotes)


def _one(
    here: Note | None, note: Note, grew: Sequence[str], past: Sequence[str], report: Joined, db: Connection
) -> list[Edit]:
    """What one note that comes in changes."""
    if here is None:
        report.new += 1
        return [Edit(None, note)]
    if _says(here) == _says(note) or (note.modified in past and note.modified != here.modified):
        report.unchanged += 1
        return []
    if here.modified in grew:
        report.changed += 1
        return [Edit(here, note)]
    newer, older = (note, here) if note.modified > here.modified else (here, note)
    beside = replace(older, id=NoteId(uuid.uuid5(_DIFFERENT, json.dumps([*map(str, _says(older))])).hex))
    if _stored(db, [beside.id]) and newer is here:
        report.unchanged += 1
        return []
    report.changed += 1
    report.conflicts.append(
        f"a note was changed on both sides ({here.modified or 'no date'} here, {note.modified or 'no date'} there): "
        f"the newer wording stays, the other is a note beside it: {_opening(older)}"
    )
    kept = [] if _stored(db, [beside.id]) else [Edit(None, beside)]
    return [*([Edit(here, note)] if newer is note else []), *kept]


def _says(note: Note) -> tuple[Any, ...]:
    """What makes two notes different wordings; the exact place follows the text."""
    on = tuple((quote.span.speech, " ".join(quote.text.split())) for quote in note.quotes)
    return note.body, tuple(sorted(tag.casefold() for tag in note.tags)), note.code, on


def _opening(note: Note) -> str:
    words = note.body or " ".join(f"#{tag}" for tag in note.tags) or note.code or ""
    return words if len(words) <= 60 else f"{words[:60]}…"


def _definitions(db: Connection, defined: Sequence[Tag | Code], report: Joined) -> list[Edit]:
    """Tags and codes that are not defined here; where they are defined otherwise, ours stay."""
    letters = {letter for (letter,) in db.rows(joining.LETTERS)}
    edits = []
    for theirs in defined:
        kind = type(theirs)
        row = db.first(simple.lookup(kind)[0], theirs.name)
        if row is not None:
            ours: Record = simple.of(kind)(row)
            if _meaning(ours) != _meaning(theirs):
                report.conflicts.append(
                    f"the {kind.__name__.lower()} “{theirs.name}” means another thing here; yours stays"
                )
            continue
        made: Record = theirs
        if isinstance(theirs, Code) and theirs.letter in letters:
            free = next((letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in letters), theirs.letter)
            report.conflicts.append(f"the letter {theirs.letter} was taken; the code “{theirs.name}” has {free} here")
            made = replace(theirs, letter=free)
        elif isinstance(theirs, Tag):
            made = replace(theirs, key=None)
        if isinstance(made, Code):
            letters.add(made.letter)
        edits.append(Edit(None, made))
    return edits


def _meaning(defined: Record) -> Record:
    """Without the number key of a tag, which is each reader's own."""
    return replace(defined, key=None) if isinstance(defined, Tag) else defined


def _words(theirs: Sequence[Note], report: Joined) -> str:
    who = sorted({note.author for note in theirs if note.author})
    by = f" by {', '.join(who)}" if who else ""
    changed = f", {report.changed} of them changed" if report.changed else ""
    count = report.new + report.changed
    return f"brought in {count} note{'s' if count != 1 else ''}{by}{changed}"


def _waits(note: Note) -> bool:
    return any(quote.placing is not Placing.SURE for quote in note.quotes)


def _stored(db: Connection, ids: Sequence[str]) -> list[Note]:
    found = keeping.stored(db, [(Note, number) for number in ids])
    return [record for record in found.values() if isinstance(record, Note)]


def _past(db: Connection) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for note, modified in db.rows(notes.REVISIONS):
        found.setdefault(note, []).append(modified)
    return found
