"""The notes beside the rows that show, as cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from store.model import NoteId, SpeechId
from store.records import Code, Note, Verdict
from tui.layout.asides import NOTHING, Asides
from tui.layout.cells import clip, shown
from tui.layout.marks import Marks
from tui.layout.page import Page
from tui.layout.wrap import lines
from tui.widgets.ink import Ink, strip

QUOTE_ROWS = 2
BODY_ROWS = 5
NO_NOTE = NoteId("")
"""In place of a note's number on a card that is a verdict's."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One row of a card."""

    note: NoteId
    look: str
    text: str
    first: bool = False
    judged: SpeechId | None = None
    """Of a verdict's card the answer."""


def cards(
    page: Page, marks: Marks, codes: Mapping[str, Code], rows: range, cells: int, asides: Asides = NOTHING
) -> list[CardRow | None]:
    """For each of those rows of the page what stands beside it: a card begins at its note's row, or under the card
    before it, and ends with the rows that show."""
    found: list[CardRow | None] = []
    room = max(4, cells - 3)
    beside = [(row, _card(note, codes, room)) for row, note in _anchored(page, marks, rows)]
    beside += [(row, _verdict(verdict, asides, room)) for row, verdict in _judged(page, asides, rows)]
    for row, card in sorted(beside, key=lambda anchored: anchored[0]):
        if len(found) > len(rows):
            break
        while len(found) < row - rows.start:
            found.append(None)
        if found and found[-1] is not None:
            found.append(None)
        found += card
    found += [None] * (len(rows) - len(found))
    return found[: len(rows)]


def _anchored(page: Page, marks: Marks, rows: range) -> Iterator[tuple[int, Note]]:
    """The notes that begin in those rows or whose words reach into them, each once, from the top."""
    seen: set[NoteId] = set()
    for note in marks.general:
        row = page.heading_of(marks.notes[note].debate)
        if row in rows:
            yield row, marks.notes[note]
    last = min(rows.stop, len(page)) - 1
    if last < rows.start or not page.speeches:
        return
    for place in range(max(0, page.place_at(rows.start)), page.place_at(last) + 1):
        own = page.rows_of(place)
        for mark in marks.of.get(page.speeches[place].id, ()):
            if mark.note in seen:
                continue
            whole = mark.start == mark.end
            begins, ends = (own.start, own.stop - 1) if whole else page.rows_between(place, mark.start, mark.end)
            if begins <= last and ends >= rows.start:
                seen.add(mark.note)
                yield max(begins, rows.start), marks.notes[mark.note]


def _judged(page: Page, asides: Asides, rows: range) -> Iterator[tuple[int, Verdict]]:
    """The verdicts on answers that show in those rows."""
    if not asides.verdicts or not page.speeches or not len(page):
        return
    last = min(rows.stop, len(page)) - 1
    for place in range(max(0, page.place_at(rows.start)), page.place_at(max(0, last)) + 1):
        verdict = asides.verdicts.get(page.speeches[place].id)
        own = page.rows_of(place)
        if verdict is not None and own.start <= last and own.stop > rows.start:
            yield max(own.start, rows.start), verdict


def _verdict(verdict: Verdict, asides: Asides, cells: int) -> Iterator[CardRow]:
    letter = asides.letter(verdict.speech)
    yield CardRow(NO_NOTE, "verdict", clip(f"{letter} {verdict.verdict}", cells), True, verdict.speech)
    told = [line for line in lines(verdict.note, cells) if line]
    for index, line in enumerate(told[:BODY_ROWS]):
        cut = clip(f"{line} …", cells) if index == BODY_ROWS - 1 and len(told) > BODY_ROWS else line
        yield CardRow(NO_NOTE, "", cut, judged=verdict.speech)


def _card(note: Note, codes: Mapping[str, Code], cells: int) -> Iterator[CardRow]:
    first = True
    for look, text, most in _parts(note, codes):
        told = [line for line in lines(text, cells) if line]
        for index, line in enumerate(told[:most]):
            cut = clip(f"{line} …", cells) if index == most - 1 and len(told) > most else line
            yield CardRow(note.id, look, cut, first)
            first = False


def _parts(note: Note, codes: Mapping[str, Code]) -> Iterator[tuple[str, str, int]]:
    if note.code:
        letter = codes[note.code].letter if note.code in codes else "?"
        yield f"code:{note.code}", f"{letter} {note.code}", 1
    words = " … ".join(" ".join(quote.text.split()) for quote in note.quotes if quote.text)
    if words:
        yield "dim", f"“{words}”", QUOTE_ROWS
    if note.body:
        yield "", note.body, BODY_ROWS
    if note.tags:
        yield "number", " ".join(f"#{tag}" for tag in note.tags), 2


def notes_row(row: CardRow | None, cells: int, current: NoteId | None, ink: Ink) -> Strip:
    """A row of a card; the note on which the caret stands has a bar before it."""
    if row is None:
        return strip((), cells, ink.base)
    here = row.note == current
    lead = ("▎ ", ink.of("here")) if here else ("  ", ink.base)
    style: Style = ink.of(row.look) if row.look else ink.base
    return strip([lead, (shown(clip(row.text, max(0, cells - 2))), style)], cells, ink.base)
