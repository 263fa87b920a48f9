"""Notes from the reader: what a mark is put on, and the notes written there, edited and deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.anchors import make, whole
from store.annotations import about, delete_note, edit_note, note_on, stuck, together
from store.records import Change, Note, Quote, Scope
from tui.screens.drafts import edited_key, edited_note, new_key, spans_of
from tui.screens.meaning import Meaning
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    pass

QUOTE_SHOWN = 120
"""Characters of the words chosen that the note box shows."""


class Noting(Meaning):
    """The keys of a view with a reading pane that make, change and remove notes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note", "Note", id="mark.note", tooltip="A note on the words chosen, else on the speech"),
        Binding("e", "edit", "Edit", id="mark.edit", tooltip="Edit the note here"),
        Binding("d d", "delete", "delete", id="mark.delete", tooltip="Delete the note here; u brings it back"),
    ]

    def _mark(self, change: Change | None) -> None:
        """Carry out what was asked."""
        self._end_choosing()
        if change is None:
            self.say("nothing to change")
        self.box.apply(stuck(change, self.box.sticky))

    def _end_choosing(self) -> None:
        self.pane.clear_selection()
        self.pane.marked = frozenset()
        self.pane.hits_marked = False

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
            await self.box.carry_out(stuck(change, self.box.sticky) or change, draft)
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
