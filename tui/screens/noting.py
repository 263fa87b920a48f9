"""Notes from the reader: what a mark is put on, and the notes written there, edited and deleted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.anchors import make, whole
from store.annotations import about, delete_note, edit_note, note_on, stuck, together
from store.errors import StoreError
from store.model import NoteId, Position
from store.records import Change, Note, Quote, Scope
from tui.background import writing
from tui.clock import now
from tui.screens.drafts import DEBATE, EXCHANGE, Way, edited_key, edited_note, new_key, spans_of
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
        Binding("E", "edit_outside", "In $EDITOR", id="mark.edit-outside", tooltip="Write the note in your editor"),
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
        """On several marked speeches it is one note with a quotation of each. ctrl+o in the box puts it on the exchange
        or the debate instead."""
        targets = self.targets()
        quotes = tuple(quote for _, found in targets for quote in found)
        if (existing := self._on(quotes)) is not None:
            self._edit(existing)
        elif quotes and (way := self._way(targets[0][0], quotes)):
            self._open_box([way, *self._wider()])

    def action_edit(self) -> None:
        """The note here; of several at one place the reader chooses."""
        note = self.note_here()
        if note is None:
            self.say("there is no note here; a makes one")
        else:
            self._choose(note, self._edit)

    @on(ReadingPane.NoteOpened)
    def _opened(self, message: ReadingPane.NoteOpened) -> None:
        if (note := self.pane.marks.notes.get(message.note)) is not None:
            self._choose(note, self._show_note)

    def _choose(self, note: Note, then: Callable[[Note], None]) -> None:
        """The note meant: where several are at the caret and none was gone to, the one that is picked from a list."""
        here = self.notes_here()
        if len(here) < 2 or note not in here or note.id == self.pane.note:
            then(note)
            return
        from tui.screens.note_list import NoteList  # read when two notes are first at one place

        def chosen(number: NoteId | None) -> None:
            if number is not None and (found := self.pane.marks.notes.get(number)):
                self.pane.note = number
                then(found)

        self.app.push_screen(NoteList(here, self.pane.codes), chosen)

    def _show_note(self, note: Note) -> None:
        """The note as it reads, with what links to it; one without words is opened to be written."""
        if not note.body:
            self._edit(note)
            return
        from tui.screens.note_view import NoteView  # read when the first note is read, with all that Markdown takes

        debate = self._debate_on(note)
        title = f"Note on {about(debate, note.quotes)}" if debate is not None else "Note"

        def answered(what: tuple[str, NoteId] | None) -> None:
            if what is None:
                return
            act, number = what
            found = self.pane.marks.notes.get(number)
            if act == "go":
                self.box.follow(number)
            elif found is not None and act == "edit":
                self._edit(found)
            elif found is not None:
                self._edit_outside(found)

        self.app.push_screen(NoteView(note, title, _shown(note.quotes)), answered)

    def take_up(self, draft: str) -> None:
        """Open the note that a draft of this debate, named by its key, was to become."""
        thread = self.pane.thread
        if (known := edited_note(draft)) is not None:
            if known in self.pane.marks.notes:
                self._edit(self.pane.marks.notes[known])
        elif draft.startswith((DEBATE, EXCHANGE)):
            if spans := spans_of(draft):
                self.pane.caret = Position(spans[0].speech)
            self._open_box([way for way in self._wider() if way.key == draft])
        elif thread is not None:
            texts = {speech.id: speech.text for speech in thread.speeches}
            spans = spans_of(draft)
            scope = Scope.SPAN if any(span.start < span.end for span in spans) else Scope.SPEECH
            quotes = tuple(
                make(span.speech, texts[span.speech], span.start, span.end) if span.start < span.end
                else whole(span.speech)
                for span in spans if span.speech in texts
            )  # fmt: skip
            if way := self._way(scope, quotes):
                self._open_box([way])

    # What a note is on

    def _way(self, scope: Scope, quotes: tuple[Quote, ...]) -> Way | None:
        """A new note on words or speeches, also where a draft is taken up and a note has come to be there."""
        parted = self._of_debates(quotes)
        if not parted:
            return None
        key = new_key(quotes)

        async def save(body: str) -> None:
            made = (
                note_on(next(self._ids()), debate, (scope, own), self._author(), body=body) for debate, own in parted
            )
            await self._keep(together(made), key)

        return Way(f"Note on {about(*parted[0])}", key, save, _shown(quotes))

    def _wider(self) -> list[Way]:
        """A new note on the exchange, anchored to its first question, and one on the debate."""
        thread, debate, view = self.pane.thread, self._debate, self.pane.view
        if thread is None or debate is None or view is None:
            return []
        opener = thread.speeches[thread.exchanges[thread.exchange_of[view.place]].opener]
        quotes = (whole(opener.id),)
        first = about(debate, quotes)

        def saver(scope: Scope, on: tuple[Quote, ...], key: str) -> Callable[[str], Awaitable[None]]:
            async def save(body: str) -> None:
                await self._keep(note_on(next(self._ids()), debate, (scope, on), self._author(), body=body), key)

            return save

        exchange, whole_debate = f"{EXCHANGE}{opener.id}:0-0", f"{DEBATE}{debate.id}"
        return [
            Way(f"Note on the exchange that {first} begins", exchange, saver(Scope.EXCHANGE, quotes, exchange)),
            Way(f"Note on the debate {about(debate, ())}", whole_debate, saver(Scope.DEBATE, (), whole_debate)),
        ]

    def _edit_way(self, note: Note) -> Way:
        debate = self._debate_on(note)
        key = edited_key(note.id)

        async def save(body: str) -> None:
            if debate is not None:
                await self._keep(edit_note(debate, note, self._author(), body=body), key)

        named = about(debate, note.quotes) if debate is not None else "words that are not shown"
        return Way(f"Note on {named}", key, save, _shown(note.quotes))

    def _edit(self, note: Note) -> None:
        self._open_box([self._edit_way(note)], note.body)

    def _open_box(self, ways: Sequence[Way], body: str = "") -> None:
        from tui.screens.note import NoteScreen  # read when the first note is written

        if ways:
            self.app.push_screen(NoteScreen(ways, body))

    def action_edit_outside(self) -> None:
        """The note here, else a new one, in the reader's own editor."""
        note = self.note_here() if not self.pane.selection else None
        if note is not None:
            self._choose(note, self._edit_outside)
            return
        targets = self.targets()
        quotes = tuple(quote for _, found in targets for quote in found)
        if quotes and (way := self._way(targets[0][0], quotes)):
            self.write_outside([way], "")

    def _edit_outside(self, note: Note) -> None:
        self.write_outside([self._edit_way(note)], note.body)

    @writing
    async def write_outside(self, ways: Sequence[Way], body: str) -> None:
        """Words written in `$EDITOR`. Nothing of them is lost: what cannot become the note is kept as its draft."""
        from tui import editor  # read when the editor is first asked for

        way = ways[0]
        draft = await self.box.desk(lambda library: library.draft(way.key))
        came = editor.edit(self.app, self.box.began.library.parent, way.key, draft or body)
        if came.problem and came.text == (draft or body):
            self.say(came.problem)
        elif came.problem or (not came.text.strip() and body):
            if came.text.strip():
                await self.box.desk.change(lambda library: library.keep_draft(way.key, came.text, now=now()))
                self.say(f"{came.problem}; what you wrote is kept as a draft, e goes on with it")
            else:
                self.say("the file came back empty, so the note is as it was; d d deletes it")
        else:
            try:
                await way.save(came.text)
            except StoreError as error:
                await self.box.desk.change(lambda library: library.keep_draft(way.key, came.text, now=now()))
                self.say(f"not saved, but kept as a draft: {error}")
        came.forget()

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
        if note is None:
            self.say("there is no note here to delete")
        else:
            self._choose(note, self._delete)

    def _delete(self, note: Note) -> None:
        if (debate := self._debate_on(note)) is not None:
            self._mark(delete_note(debate, note))


def _shown(quotes: Sequence[Quote]) -> str:
    """The first words of what a note is on."""
    text = " … ".join(quote.text for quote in quotes if quote.text)
    return text if len(text) <= QUOTE_SHOWN else text[:QUOTE_SHOWN].rsplit(" ", 1)[0] + " …"
