"""What every subject of the library stands on: its connection."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from store.library.connection import Connection
from store.library.note_journal import NoteJournal, journal_of
from store.schema import settings

B = TypeVar("B", bound="Base")


class Base:
    """A library that is open. It stays in the thread that opened it."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self._notes_beside = NoteJournal(journal_of(connection.path))
        self._unwritten = ""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the library at `path`, made if there is none; raises `LibraryError`."""
        return cls(Connection(path, read_only=read_only))

    def having(self, kind: type[B]) -> B:
        """The same library, open once, with the verbs of another subject."""
        return kind(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._db.path

    @property
    def unwritten(self) -> str:
        """Why changes are not in the note journal; empty where they are."""
        why = self._unwritten or self._notes_beside.trouble
        return f"the note journal {self._notes_beside.path} cannot be written: {why}" if why else ""

    def close(self) -> None:
        """Let go of the file."""
        self._notes_beside.close()
        self._db.close()

    def stamp(self) -> int:
        """A number that changes when another program has written to the library."""
        return int(self._db.one(settings.DATA_VERSION)[0])

    def acts(self) -> int:
        """A number that grows with everything that a reader does, here or in another program, and with no import."""
        from store.queries import journal  # after the first frame

        found = self._db.first(journal.NUMBER)
        return int(found[0]) if found else 0
