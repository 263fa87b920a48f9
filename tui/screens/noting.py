"""Notes from the reader: what a mark is put on, and the notes written there, edited and deleted."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.anchors import make, whole
from store.annotations import Author, Target, about, delete_note, edit_note, note_on, together
from store.model import Debate, DebateId, NoteId, Position
from store.readings import of_debates
from store.records import Change, Note, Quote, Scope
from tui.clock import now
from tui.screens.base import View
from tui.screens.drafts import edited_key, edited_note, new_key, spans_of
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    pass

QUOTE_SHOWN = 120
"""Characters of the words chosen that the note box shows."""


class Noting(View):
    """The keys of a view with a reading pane that make, change and remove notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note", "Note", id="mark.note", tooltip="A note on the words chosen, else on the speech"),
        Binding("e", "edit", "Edit", id="mark.edit", tooltip="Edit the note here"),
        Binding("d d", "delete", "delete", id="mark.delete", tooltip="Delete the note here; u brings it back"),
    ]

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
        if spans := self.pane.selection:
            texts = {speech.id: speech.text for speech in thread.speeches}
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
        """The notes at the caret, the one on the fewest words first."""
        caret = self.pane.caret
        found: list[tuple[int, Note]] = []
        for note in self.notes:
            for quote in note.quotes:
                span = quote.span
                if span.speech != caret.speech:
                    continue
                if not quote.text:
                    found.append((10**9, note))
                elif span.start <= caret.offset < span.end:
                    found.append((span.end - span.start, note))
        return [note for _, note in sorted(found, key=lambda pair: pair[0])]

    def note_here(self) -> Note | None:
        """The note at the caret; else the first in the speech."""
        if here := self.notes_here():
            return here[0]
        speech = self.pane.caret.speech
        return next((note for note in self.notes if any(q.span.speech == speech for q in note.quotes)), None)

    def stand_on_note(self, note: NoteId) -> None:
        """Go to where a note begins, and stand on it."""
        found = self.pane.marks.notes.get(note)
        if found is not None:
            self.pane.note = note
            if found.quotes:
                self.pane.caret = Position(found.quotes[0].span.speech, found.quotes[0].span.start)

    def _on(self, quotes: Sequence[Quote]) -> Note | None:
        """The note that is on exactly these words, or on the whole of this speech."""
        spans = [quote.span for quote in quotes]
        return next((note for note in self.notes if [quote.span for quote in note.quotes] == spans), None)

    def _author(self) -> Author:
        return Author(now(), self.box.began.config.author)

    def _ids(self) -> Iterator[NoteId]:
        while True:
            yield NoteId(uuid.uuid4().hex)

    def _mark(self, change: Change | None) -> None:
        """Carry out what was asked."""
        self._end_choosing()
        if change is None:
            self.say("nothing to change")
        self.box.apply(change)

    def _end_choosing(self) -> None:
        self.pane.clear_selection()
        self.pane.marked = frozenset()

    # Notes

    def action_note(self) -> None:
        """On several marked speeches it is one note with a quotation of each."""
        targets = self.targets()
        quotes = tuple(quote for _, found in targets for quote in found)
        if (existing := self._on(quotes)) is not None:
            self._edit(existing)
        elif quotes:
            self._write(targets[0][0], quotes)

    def action_edit(self) -> None:
        note = self.note_here()
        if note is None:
            self.say("there is no note here; a makes one")
        else:
            self._edit(note)

    @on(ReadingPane.NoteOpened)
    def _opened(self, message: ReadingPane.NoteOpened) -> None:
        if (note := self.pane.marks.notes.get(message.note)) is not None:
            self._edit(note)

    def take_up(self, draft: str) -> None:
        """Open the note that a draft of this debate, named by its key, was to become."""
        if (known := edited_note(draft)) is not None:
            if known in self.pane.marks.notes:
                self._edit(self.pane.marks.notes[known])
        elif (thread := self.pane.thread) is not None:
            texts = {speech.id: speech.text for speech in thread.speeches}
            spans = spans_of(draft)
            scope = Scope.SPAN if any(span.start < span.end for span in spans) else Scope.SPEECH
            self._write(scope, tuple(
                make(span.speech, texts[span.speech], span.start, span.end) if span.start < span.end
                else whole(span.speech)
                for span in spans if span.speech in texts
            ))  # fmt: skip

    def _write(self, scope: Scope, quotes: tuple[Quote, ...]) -> None:
        """A new note, also where a draft is taken up and a note has come to be on the same words."""
        parted = self._of_debates(quotes)
        if not parted:
            return
        key = new_key(quotes)

        async def save(body: str) -> None:
            made = (
                note_on(next(self._ids()), debate, (scope, own), self._author(), body=body) for debate, own in parted
            )
            await self._keep(together(made), key)

        self._open_box(f"Note on {about(*parted[0])}", key, save, "", _shown(quotes))

    def _edit(self, note: Note) -> None:
        debate = self._debate_on(note)
        if debate is None:
            return
        key = edited_key(note.id)

        async def save(body: str) -> None:
            await self._keep(edit_note(debate, note, self._author(), body=body), key)

        self._open_box(f"Note on {about(debate, note.quotes)}", key, save, note.body, _shown(note.quotes))

    def _open_box(self, title: str, key: str, save: Callable[[str], Awaitable[None]], body: str, quote: str) -> None:
        from tui.screens.note import NoteScreen  # read when the first note is written

        self.app.push_screen(NoteScreen(title, key, save, body, quote))

    async def _keep(self, change: Change | None, draft: str) -> None:
        """The note, and its draft is no longer needed. Raises StoreError, and the draft stays."""
        if change is None:
            await self.box.desk.change(lambda library: library.drop_draft(draft))
            self.say("nothing to change")
        else:
            await self.box.carry_out(change, draft)
        self._end_choosing()

    def action_delete(self) -> None:
        note = self.note_here()
        debate = self._debate_on(note) if note is not None else None
        if debate is None or note is None:
            self.say("there is no note here to delete")
        else:
            self._mark(delete_note(debate, note))


def _shown(quotes: Sequence[Quote]) -> str:
    """The first words of what a note is on."""
    text = " … ".join(quote.text for quote in quotes if quote.text)
    return text if len(text) <= QUOTE_SHOWN else text[:QUOTE_SHOWN].rsplit(" ", 1)[0] + " …"
