"""What is meant in the reader: the words, speeches or hits on which a mark is put, and the notes at the caret."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from store.anchors import make, whole
from store.annotations import Author, Target, together
from store.model import Debate, DebateId, NoteId, Position
from store.readings import of_debates
from store.records import Change, Note, Quote, Scope
from tui.clock import now
from tui.screens.base import View

if TYPE_CHECKING:
    from tui.screens.exporting import Part
    from tui.widgets.reading_pane import ReadingPane


class Meaning(View):
    """A view with a reading pane, and what its keys act on."""

    if TYPE_CHECKING:

        @property
        def debate_id(self) -> DebateId | None: ...

        @property
        def pane(self) -> ReadingPane: ...

    # What is meant

    @property
    def _debate(self) -> Debate | None:
        """The debate of the speech at the caret."""
        thread = self.pane.thread
        return thread.debate_of(self.pane.caret.speech) if thread is not None else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on what is read."""
        return tuple(self.pane.marks.notes.values())

    def targets(self) -> tuple[Target, ...]:
        """What a mark is put on: the words chosen as one in each debate, else each marked speech, else the speech at
        the caret."""
        thread = self.pane.thread
        if thread is None or not thread.speeches:
            return ()
        texts = {speech.id: speech.text for speech in thread.speeches}
        if self.pane.hits_marked:
            return tuple((Scope.SPAN, (make(s.speech, texts[s.speech], s.start, s.end),)) for s in self.pane.hits)
        if spans := self.pane.selection:
            quotes = tuple(make(s.speech, texts[s.speech], s.start, s.end) for s in spans)
            return tuple((Scope.SPAN, own) for _, own in self._of_debates(quotes))
        chosen = self.pane.marked or frozenset({self.pane.caret.speech})
        return tuple((Scope.SPEECH, (whole(speech.id),)) for speech in thread.speeches if speech.id in chosen)

    def _of_debates(self, quotes: Sequence[Quote]) -> list[tuple[Debate, tuple[Quote, ...]]]:
        """Quotations by the debate that each is of."""
        if self.pane.thread is None:
            return []
        parted = of_debates(self.pane.thread, [quote.span.speech for quote in quotes])
        return [(debate, tuple(q for q in quotes if q.span.speech in {*own})) for debate, own in parted]

    def in_each(
        self, targets: Sequence[Target], change: Callable[[Debate, tuple[Target, ...]], Change | None]
    ) -> Change | None:
        """One change of what is done to the targets of each debate."""
        parted = self._of_debates([quotes[0] for _, quotes in targets if quotes])
        return together(
            change(debate, tuple(target for target in targets if target[1] and target[1][0] in own))
            for debate, own in parted
        )

    def _debate_on(self, note: Note) -> Debate | None:
        """The debate of the words that a note is on, or of the caret for one on no words that show."""
        parted = self._of_debates(note.quotes)
        return parted[0][0] if parted else self._debate

    def notes_here(self) -> list[Note]:
        """The notes at the caret, that on the fewest words first; or the one on the debate that was gone to."""
        marks, note = self.pane.marks, self.pane.note
        if note is not None and note in marks.general:
            return [marks.notes[note]]
        return [marks.notes[number] for number in marks.at(self.pane.caret)]

    def note_here(self) -> Note | None:
        """The note on which the reader stands, else the one at the caret on the fewest words, else the first in the
        speech."""
        here = self.notes_here()
        if stood := [note for note in here if note.id == self.pane.note]:
            return stood[0]
        if here:
            return here[0]
        marks = self.pane.marks
        return next((marks.notes[mark.note] for mark in marks.of.get(self.pane.caret.speech, ())), None)

    def stand_on_note(self, note: NoteId) -> None:
        """Go to where a note begins, and stand on it."""
        found, thread = self.pane.marks.notes.get(note), self.pane.thread
        if found is not None and thread is not None:
            if found.quotes:
                self.pane.caret = Position(found.quotes[0].span.speech, found.quotes[0].span.start)
            elif found.debate in (debates := [debate.id for debate in thread.reading.debates]) and thread.speeches:
                self.pane.caret = Position(thread.speeches[thread.starts[debates.index(found.debate)]].id)
            self.pane.note = note
            self.pane.repaint()

    def _on(self, quotes: Sequence[Quote]) -> Note | None:
        """The note that is on exactly these words, or on the whole of this speech."""
        return self._on_each([quotes])[0]

    def _on_each(self, targets: Sequence[Sequence[Quote]]) -> list[Note | None]:
        """The same for each of several, looked for among the notes of their own speeches."""
        marks = self.pane.marks
        found: list[Note | None] = []
        for quotes in targets:
            spans = [quote.span for quote in quotes]
            near = (marks.notes[mark.note] for mark in marks.of.get(spans[0].speech, ())) if spans else ()
            found.append(next((note for note in near if [quote.span for quote in note.quotes] == spans), None))
        return found

    def to_export(self) -> Sequence[Part]:
        """The notes on the words chosen or the marked speeches, and all on what is read."""
        from store.exports.gathered import Wanted
        from tui.screens.exporting import Part, counted  # with the box that asks

        thread = self.pane.thread
        if thread is None:
            return ()
        parts: list[Part] = []
        debates = thread.reading.debates
        (first, *more) = debates
        chosen = {span.speech for span in self.pane.selection} or self.pane.marked
        marked = frozenset(mark.note for speech in chosen for mark in self.pane.marks.of.get(speech, ()))
        if marked:
            words = f"the speech{'es' if len(chosen) > 1 else ''} marked here, {counted(len(marked))}"
            parts.append(Part(words, f"{first.date} marked", lambda _: Wanted(ids=marked)))
        if self.notes:
            what = f"the {len(debates)} debates read here" if more else "this debate"
            name = thread.reading.title if more else f"{first.date} {first.title}"
            numbers = tuple(debate.id for debate in debates)
            parts.append(Part(f"{what}, {counted(len(self.notes))}", name, lambda _: Wanted(numbers)))
        return parts

    def _author(self) -> Author:
        return Author(now(), self.box.began.config.author)

    def _ids(self) -> Iterator[NoteId]:
        while True:
            yield NoteId(uuid.uuid4().hex)
