"""Reading: where a debate was left, lettered marks, drafts and settings. None of these is part of the journal."""

from __future__ import annotations

from store import readings
from store.library.shelving import Shelving
from store.model import DebateId, Place, Position, SpeechId
from store.queries import reading


class Reading(Shelving):
    """What the program remembers for the reader."""

    def place(self, debate: DebateId) -> Place | None:
        """Where the reader left a debate, None where it was never opened."""
        row = self._db.first(reading.PLACE, debate)
        return Place(Position(SpeechId(row[0]), row[1]), row[2], row[3]) if row else None

    def keep_place(self, debate: DebateId, place: Place) -> None:
        """Remember where a debate was left; the share that was read never shrinks."""
        with self._db.transaction():
            caret = place.position
            self._db.rows(reading.KEEP_PLACE, debate, caret.speech, caret.offset, place.row, float(place.read))

    def place_in(self, read: readings.Reading) -> Place | None:
        """Where a reading was left, None where it was never opened."""
        if not read.joined:
            return self.place(read.debates[0].id)
        row = self._db.first(reading.JOINED, read.key)
        return Place(Position(SpeechId(row[0]), row[1]), row[2], row[3]) if row else None

    def keep_place_in(self, read: readings.Reading, place: Place, *, now: str) -> None:
        """Remember where a reading was left."""
        if not read.joined:
            self.keep_place(read.debates[0].id, place)
            return
        with self._db.transaction():
            caret = place.position
            where = (caret.speech, caret.offset, place.row, float(place.read))
            self._db.rows(reading.KEEP_JOINED, read.key, read.title, *where, now)
            passed = readings.passed(read, place.read)
            self._db.many(reading.KEEP_READ, [(debate.id, debate.speeches[0].id) for debate in passed])

    def latest_joined(self, limit: int = 9) -> tuple[tuple[readings.Wanted, str], ...]:
        """Readings of many debates, the latest first, with their titles."""
        return tuple((readings.wanted(key), title) for key, title in self._db.rows(reading.LATEST_JOINED, limit))

    def bookmark(self, letter: str) -> tuple[readings.Wanted, Position] | None:
        """The reading and place of a lettered mark."""
        row = self._db.first(reading.BOOKMARK, letter)
        if row is None:
            return None
        debate, speech, offset, key = row
        asked = readings.wanted(key) if key else readings.Wanted(readings.Of.DEBATE, DebateId(debate))
        return asked, Position(SpeechId(speech), offset)

    def bookmarks(self) -> tuple[tuple[str, DebateId, Position, str], ...]:
        """All lettered marks by letter, with the title of the debate."""
        return tuple(
            (letter, DebateId(debate), Position(SpeechId(speech), offset), title)
            for letter, debate, speech, offset, title in self._db.rows(reading.BOOKMARKS)
        )

    def keep_bookmark(self, letter: str, debate: DebateId, position: Position, key: str = "") -> None:
        """Set a lettered mark, in place of the one it had; `key` is that of a reading other than the debate."""
        with self._db.transaction():
            self._db.rows(reading.KEEP_BOOKMARK, letter, debate, position.speech, position.offset, key)

    def drafts(self) -> tuple[tuple[str, str, str], ...]:
        """Notes that were never finished, latest first: key, text, when."""
        return tuple(self._db.rows(reading.DRAFTS))

    def draft(self, key: str) -> str | None:
        """The text of a draft, None where there is none."""
        row = self._db.first(reading.DRAFT, key)
        return str(row[0]) if row else None

    def keep_draft(self, key: str, text: str, *, now: str) -> None:
        """Keep a note while it is being typed."""
        with self._db.transaction():
            self._db.rows(reading.KEEP_DRAFT, key, text, now)

    def drop_draft(self, key: str) -> None:
        """Forget a draft that became a note."""
        with self._db.transaction():
            self._db.rows(reading.DROP_DRAFT, key)

    def keep_setting(self, key: str, value: str) -> None:
        """Remember a setting."""
        with self._db.transaction():
            self._db.rows(reading.KEEP_SETTING, key, value)
