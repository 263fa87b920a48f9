"""Drafts: notes that were being written. The key of each says what its note is on."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.model import DebateId, NoteId, Span, SpeechId
from store.records import Quote

if TYPE_CHECKING:
    from store.library import Library

DEBATE = "debate "
"""Begins the key of the draft of a note on a debate; its number follows."""
EXCHANGE = "exchange "
"""Begins the key of the draft of a note on an exchange; the place of its first question follows."""
EDITED = "note "
"""Begins the key of the draft of a note that is there already; its id follows."""


def new_key(quotes: Sequence[Quote]) -> str:
    """The key of the draft of a new note on these words."""
    return "new " + " ".join(f"{q.span.speech}:{q.span.start}-{q.span.end}" for q in quotes)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that a note can be on, and how it is kept there."""

    about: str
    """What it is on, for the reader."""
    key: str
    """The key of its draft."""
    save: Callable[[str], Awaitable[None]]
    """Keeps the words, or raises StoreError."""
    quote: str = ""
    """The first of the words that it is on."""


def spans_of(key: str) -> tuple[Span, ...]:
    """The words on which a new note was being written."""
    found = re.findall(r"(\d+):(\d+)-(\d+)", key)
    return tuple(Span(SpeechId(int(speech)), int(start), int(end)) for speech, start, end in found)


def edited_key(note: NoteId) -> str:
    """The key of the draft of another wording of a note."""
    return EDITED + note


def edited_note(key: str) -> NoteId | None:
    """The note that was being written anew; None where it was a new one."""
    return NoteId(key.removeprefix(EDITED)) if key.startswith(EDITED) else None


def last_draft(library: Library) -> tuple[str, DebateId, SpeechId | None] | None:
    """The key of the draft written last, and where that was.

    One whose note or speech is gone waits for its return by an undo or an import. One that says what a note there
    says was left when the program was killed as it saved that note.
    """
    for key, text, _ in library.drafts():
        try:
            debate, speech = _place(key, library)
        except NotFoundError:
            continue
        if text.strip() not in {note.body for note in library.notes(debate)}:
            return key, debate, speech
    return None


def placeless(library: Library) -> tuple[str, ...]:
    """The words of drafts whose note or speech is gone, the latest first."""
    found = []
    for key, text, _ in library.drafts():
        try:
            _place(key, library)
        except NotFoundError:
            found.append(text)
    return tuple(found)


def _place(key: str, library: Library) -> tuple[DebateId, SpeechId | None]:
    if key.startswith(DEBATE):
        debate = DebateId(int(key.removeprefix(DEBATE)))
        library.facts(debate)
        return debate, None
    if (known := edited_note(key)) is None:
        speech = spans_of(key)[0].speech
        return library.speech(speech)[0], speech
    note = library.note(known)
    return note.debate, note.quotes[0].span.speech if note.quotes else None
