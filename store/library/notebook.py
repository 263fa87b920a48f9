"""The notebook: every annotation of the library in an order, its entries as they are shown, and which are meant."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from store.library.finding import Finding
from store.library.notes import Notes, load_notes
from store.model import DebateId, NoteId, Position, SpeechId
from store.queries import notebook
from store.queries import notes as queries
from store.records import Note

if TYPE_CHECKING:
    from store.notebook import Entry
    from store.search.model import Query

CHUNK = 2_000


class Notebook(Notes, Finding):
    """All annotations."""

    def note_count(self) -> int:
        """How many annotations there are."""
        return int(self._db.one(notebook.COUNT)[0])

    def note_order(self, sort: str, group: str, limit: int | None = None) -> list[tuple[int, str]]:
        """(number of a row, head of its group) in an order: names of `store.notebook.Sort` and `Group`. An annotation
        with several tags comes under each."""
        return self._db.rows(notebook.order(sort, group), -1 if limit is None else limit)

    def entries(self, numbers: Sequence[int]) -> dict[int, Entry]:
        """Annotations by the numbers of their rows; those that are gone are left out."""
        rows = self._db.rows(notebook.ENTRIES, json.dumps(list(numbers)))
        ids = json.dumps([row[1] for row in rows])
        quotes: dict[str, list[str]] = {}
        for note, text in self._db.rows(notebook.QUOTES, ids):
            quotes.setdefault(note, []).append(text)
        tags: dict[str, list[str]] = {}
        for note, tag in self._db.rows(queries.TAGS_OF, ids):
            tags.setdefault(note, []).append(tag)
        return {row[0]: _entry(row, quotes, tags) for row in rows}

    def meant(self, query: Query) -> set[int]:
        """The numbers of the rows that a query means."""
        from store.notebook import matcher, of_speeches  # with all that a query is made of
        from store.search.model import Query

        sought = {field: self.notes_where(Query(field, "", "")) for field in of_speeches(query.tree)}
        means = matcher(query.tree, sought)
        found: set[int] = set()
        for numbers in _chunks(row[0] for row in self._db.rows(notebook.ALL)):
            found.update(number for number, entry in self.entries(numbers).items() if means(entry))
        return found

    def ids_of(self, numbers: Sequence[int]) -> list[NoteId]:
        """The ids of annotations by the numbers of their rows."""
        return [NoteId(row[0]) for row in self._db.rows(notebook.IDS, json.dumps(list(numbers)))]

    def notes_by(self, ids: Iterable[str]) -> tuple[Note, ...]:
        """Annotations by their ids, in that order; those that are gone are left out."""
        wanted = list(ids)
        found = load_notes(self._db, wanted)
        return tuple(found[NoteId(number)] for number in wanted if number in found)

    def tagged(self, tag: str, *, below: bool = True) -> tuple[Note, ...]:
        """The annotations with a tag, in any case, and with those below it in the tree."""
        return self.notes_by(row[0] for row in self._db.rows(notebook.TAGGED, {"tag": tag, "below": below}))

    def coded(self, code: str) -> tuple[Note, ...]:
        """The annotations with a code."""
        return self.notes_by(row[0] for row in self._db.rows(notebook.CODED, code))

    def coders(self) -> list[str]:
        """Those who gave codes, by name; whoever has none comes last, as an empty one."""
        return [row[0] for row in self._db.rows(notebook.CODERS)]

    def coded_by(self, author: str) -> tuple[Note, ...]:
        """The annotations to which somebody gave a code."""
        return self.notes_by(row[0] for row in self._db.rows(notebook.CODED_BY, author))

    def code_uses(self) -> dict[str, tuple[int, int]]:
        """For each code in use the annotations that have it, and in how many debates those are."""
        return {code: (uses, debates) for code, uses, debates in self._db.rows(notebook.CODES_USED)}

    def codes_together(self) -> tuple[tuple[str, str, int, int], ...]:
        """Pairs of codes: in how many speeches both are, and in how many of them on the same words."""
        return tuple(self._db.rows(notebook.CODED_TOGETHER))

    def linking(self, note: NoteId) -> tuple[Note, ...]:
        """The notes that link to a note, the last changed first."""
        from store.note_links import to

        return tuple(
            each
            for each in self.notes_by(row[0] for row in self._db.rows(notebook.LINKING, f"[[{note[:8]}"))
            if any(note.startswith(link) for link in to(each.body))
        )

    def notes_saying(self, words: str, limit: int) -> list[tuple[NoteId, str]]:
        """Notes whose words or quotation hold a text in any case, the last changed first: id, and what it says."""
        return [(NoteId(note), said) for note, said in self._db.rows(notebook.SAYING, words.casefold().strip(), limit)]

    def linked(self, beginning: str) -> NoteId | None:
        """The one note whose id begins so."""
        found = self._db.rows(notebook.BEGINNING, beginning)
        return NoteId(found[0][0]) if len(found) == 1 else None


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _entry(row: tuple[Any, ...], quotes: dict[str, list[str]], tags: dict[str, list[str]]) -> Entry:
    from store.notebook import Entry

    _, note, debate, title, date, house, section, speech, start, kind, speaker, party, body, code, *rest = row
    place = None if speech is None else Position(SpeechId(speech), start)
    quote = " … ".join(filter(None, quotes.get(note, ())))
    day = dt.date.fromisoformat(date)
    return Entry(
        NoteId(note), DebateId(debate), title, day, house, section, place, kind, speaker, party, quote, body, code,
        tuple(tags.get(note, ())), *rest,
    )  # fmt: skip
