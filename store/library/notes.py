"""Notes, tags and codes: reading them out of the library."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from store.errors import NotFoundError
from store.library.base import Base
from store.library.connection import Connection
from store.model import DebateId, NoteId, Span
from store.queries import notes
from store.records import Code, Note, Placing, Quote, Scope, Tag


class Notes(Base):
    """What the reader made, as values."""

    def notes(self, debate: DebateId) -> tuple[Note, ...]:
        """The notes on a debate and its speeches, in the order of what they are on."""
        found = self._db.rows(notes.OF_DEBATE, {"debate": debate})
        return tuple(sorted(load_notes(self._db, [row[0] for row in found]).values(), key=note_order))

    def note(self, note: NoteId) -> Note:
        """One note; raises NotFoundError."""
        found = load_notes(self._db, [note]).get(note)
        if found is None:
            raise NotFoundError("that note is not in the library any more; it may have been deleted elsewhere")
        return found

    def note_count(self) -> int:
        """How many notes there are."""
        return int(self._db.one(notes.COUNT)[0])

    def noted_debates(self) -> tuple[DebateId, ...]:
        """The debates with notes of their own, newest sitting first; also those off the shelf."""
        return tuple(DebateId(row[0]) for row in self._db.rows(notes.NOTED_DEBATES))

    def keys_of(self, found: Iterable[Note]) -> tuple[dict[str, Any], dict[str, Any]]:
        """By number as text, what the sources call the debates and speeches that notes are on."""
        from store.library.stubs import keys_of  # with an export, not to open a library

        listed = list(found)
        speeches = [quote.span.speech for note in listed for quote in note.quotes]
        return keys_of(self._db, [note.debate for note in listed], speeches)

    def revisions(self) -> dict[str, list[str]]:
        """By note, when each wording that the journal of changes knows was made, the oldest first."""
        found: dict[str, list[str]] = {}
        for note, modified in self._db.rows(notes.REVISIONS):
            found.setdefault(note, []).append(modified)
        return found

    def orphans(self) -> tuple[Note, ...]:
        """Notes with a quotation whose place is not sure: moved ones to be confirmed, lost ones to be placed."""
        found = self._db.rows(notes.UNSURE)
        return tuple(sorted(load_notes(self._db, [row[0] for row in found]).values(), key=note_order))

    def tags(self) -> tuple[tuple[Tag, int], ...]:
        """Every tag that is used or defined, and on how many notes it is; the most used first."""
        return tuple((Tag(name, definition, key), uses) for name, definition, key, uses in self._db.rows(notes.TAGS))

    def codes(self) -> tuple[Code, ...]:
        """The codebook, by letter."""
        return tuple(Code(*row) for row in self._db.rows(notes.CODES))


def note_order(note: Note) -> tuple[Any, ...]:
    """By the first words that a note is on, then by age. Of plain values, since ten thousand are sorted when a debate
    opens and comparing spans takes five times as long."""
    first = note.quotes[0].span if note.quotes else None
    place = (first.speech, first.start, first.end) if first is not None else (0, 0, 0)
    return *place, note.created, note.id


_PLACINGS = {placing.value: placing for placing in Placing}
_SCOPES = {scope.value: scope for scope in Scope}


def load_notes(db: Connection, ids: Collection[str]) -> dict[str, Note]:
    """Notes by id; those that are not there are left out."""
    wanted = json.dumps(list(ids))
    quotes: dict[str, list[Quote]] = {}
    for note, speech, start, end, text, before, after, placing in db.rows(notes.QUOTES, wanted):
        quote = Quote(Span(speech, start, end), text, before, after, _PLACINGS[placing])
        quotes.setdefault(note, []).append(quote)
    tags: dict[str, list[str]] = {}
    for note, tag in db.rows(notes.TAGS_OF, wanted):
        tags.setdefault(note, []).append(tag)
    return {
        note: Note(
            note, debate, _SCOPES[scope], tuple(quotes.get(note, ())), body, tuple(tags.get(note, ())), code,
            created, modified, author,
        )
        for note, debate, scope, body, code, created, modified, author in db.rows(notes.NOTES, wanted)
    }  # fmt: skip
