"""What lies over the words: notes, codes, hits and the selection, flattened into runs for one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from store.model import NoteId, Position, Span, Speech, SpeechId
from store.records import Note, Placing, Quote
from tui.layout.cells import clusters

NOTE, OVERLAP, HIT, HERE, SELECTED, MOVED = "note", "overlap", "hit", "hit-here", "selected", "moved"
"""The looks of a run that are not a code's."""


class Run(NamedTuple):
    """Code points of one line that look alike."""

    start: int
    end: int
    looks: tuple[str, ...]
    """From the lowest to the topmost: names as above, or `code:` and a code."""


class Mark(NamedTuple):
    """One note's words in one speech; `start == end` where it is about the whole speech."""

    start: int
    end: int
    note: NoteId
    look: str
    moved: bool


Stop = tuple[int, int, NoteId]
"""Place of a speech, offset, and the note that begins there."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The notes of a debate by the speech that they are about."""

    of: Mapping[SpeechId, tuple[Mark, ...]] = field(default_factory=dict)
    """In order of their beginning; whole speeches first."""
    notes: Mapping[NoteId, Note] = field(default_factory=dict)
    general: tuple[NoteId, ...] = ()
    """Notes on the debate itself, or on no words that are left."""

    def at(self, position: Position) -> tuple[NoteId, ...]:
        """The notes at a place, the shortest words first, those on the whole speech last."""
        over = [mark for mark in self.of.get(position.speech, ()) if _covers(mark, position.offset)]
        over.sort(key=lambda mark: (mark.start == mark.end, mark.end - mark.start))
        return tuple(mark.note for mark in over)

    def stops_in(self, place: int, speech: SpeechId, places: Mapping[SpeechId, int]) -> list[Stop]:
        """The notes whose first words are in a speech, each once, in order: whoever stops at them passes all that
        begin at one word."""
        found: dict[NoteId, Stop] = {}
        for mark in self.of.get(speech, ()):
            if mark.note not in found and self._first_place(mark.note, places) == place:
                found[mark.note] = (place, mark.start, mark.note)
        return sorted(found.values())

    def _first_place(self, note: NoteId, places: Mapping[SpeechId, int]) -> int:
        quotes = self.notes[note].quotes
        if len(quotes) == 1:
            return places.get(quotes[0].span.speech, -1)
        placed = (quote.span.speech for quote in quotes if quote.placing is not Placing.LOST)
        return min((places[speech] for speech in placed if speech in places), default=-1)

    def changed(self, changes: Mapping[NoteId, Note | None]) -> Marks:
        """The marks after some notes have changed, come or gone (None), made without a look at the others."""
        of, known = dict(self.of), dict(self.notes)
        for number, note in changes.items():
            before = known.pop(number, None)
            for speech in {quote.span.speech for quote in before.quotes} if before is not None else ():
                left = tuple(mark for mark in of.get(speech, ()) if mark.note != number)
                if left:
                    of[speech] = left
                else:
                    of.pop(speech, None)
            if note is None:
                continue
            known[number] = note
            for speech, own in marks((note,)).of.items():
                of[speech] = tuple(sorted((*of.get(speech, ()), *own)))
        kept = [number for number in self.general if number not in changes]
        new = [number for number, note in changes.items() if note is not None and not _placed(note)]
        return Marks(of, known, (*kept, *new))


def _covers(mark: Mark, offset: int) -> bool:
    return mark.start == mark.end or mark.start <= offset < mark.end


def marks(notes: Iterable[Note]) -> Marks:
    """Notes as marks. A quotation that is lost marks nothing."""
    of: dict[SpeechId, list[Mark]] = {}
    known: dict[NoteId, Note] = {}
    general: list[NoteId] = []
    for note in notes:
        known[note.id] = note
        placed = _placed(note)
        if not placed:
            general.append(note.id)
        for quote in placed:
            of.setdefault(quote.span.speech, []).append(_mark(note, quote))
    return Marks({speech: tuple(sorted(found)) for speech, found in of.items()}, known, tuple(general))


def _placed(note: Note) -> list[Quote]:
    return [quote for quote in note.quotes if quote.placing is not Placing.LOST]


def _mark(note: Note, quote: Quote) -> Mark:
    look = f"code:{note.code}" if note.code else NOTE
    return Mark(quote.span.start, quote.span.end, note.id, look, quote.placing is Placing.MOVED)


def by_speech(spans: Sequence[Span]) -> dict[SpeechId, list[Span]]:
    """Spans by their speech, in their order."""
    found: dict[SpeechId, list[Span]] = {}
    for span in spans:
        found.setdefault(span.speech, []).append(span)
    return found


def flatten(
    start: int,
    end: int,
    over: Sequence[Mark] = (),
    hits: Sequence[Span] = (),
    selection: Sequence[Span] = (),
    here: Span | None = None,
) -> tuple[Run, ...]:
    """The runs of a line that are not plain, in order. Of overlapping notes the shortest gives its look and `overlap`
    says that there are more."""
    marked = [mark for mark in over if mark.start < end and mark.end > start]
    found = [span for span in hits if span.start < end and span.end > start]
    chosen = [span for span in selection if span.start < end and span.end > start]
    if not (marked or found or chosen):
        return ()
    layers: list[Mark | Span] = [*marked, *found, *chosen]
    edges = {start, end}
    for layer in layers:
        edges.update((max(start, layer.start), min(end, layer.end)))
    cuts = sorted(edges)
    runs: list[Run] = []
    for a, b in pairwise(cuts):
        if looks := _looks(a, b, marked, found, chosen, here):
            runs.append(Run(a, b, looks))
    return tuple(runs)


def _looks(
    a: int, b: int, marked: list[Mark], found: list[Span], chosen: list[Span], here: Span | None
) -> tuple[str, ...]:
    looks: list[str] = []
    inner = sorted((mark for mark in marked if mark.start < b and mark.end > a), key=lambda mark: mark.end - mark.start)
    if inner:
        looks += [OVERLAP] * (len(inner) > 1) + [inner[0].look] + [MOVED] * inner[0].moved
    if any(span.start < b and span.end > a for span in found):
        looks.append(HERE if here is not None and here.start < b and here.end > a else HIT)
    if any(span.start < b and span.end > a for span in chosen):
        looks.append(SELECTED)
    return tuple(looks)


def between(speeches: Sequence[Speech], places: Mapping[SpeechId, int], a: Position, b: Position) -> tuple[Span, ...]:
    """The words from one place to another, both included, in either order: one span a speech, empty speeches left out.
    The keyboard and the mouse choose words by this."""
    first, last = sorted((a, b), key=lambda position: (places[position.speech], position.offset))
    spans: list[Span] = []
    for place in range(places[first.speech], places[last.speech] + 1):
        speech = speeches[place]
        start = first.offset if speech.id == first.speech else 0
        end = _end_of(speech.text, last.offset) if speech.id == last.speech else len(speech.text)
        if start < end:
            spans.append(Span(speech.id, start, end))
    return tuple(spans)


def whole(speeches: Sequence[Speech], places: Mapping[SpeechId, int], a: Position, b: Position) -> tuple[Span, ...]:
    """The speeches from one place to another, whole."""
    first, last = sorted((places[a.speech], places[b.speech]))
    return tuple(Span(speech.id, 0, len(speech.text)) for speech in speeches[first : last + 1] if speech.text)


def _end_of(text: str, offset: int) -> int:
    """The offset after what is painted at one."""
    line = text.rfind("\n", 0, offset) + 1
    stop = text.find("\n", offset)
    stop = len(text) if stop < 0 else stop
    if offset >= stop:
        return min(offset + 1, len(text))
    return next(line + end for _, end, _ in clusters(text[line:stop]) if line + end > offset)
