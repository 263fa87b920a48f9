"""Marking from the reader: notes, tags, highlights on a speech or on words chosen, on one or on several."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.anchors import make, whole
from store.annotations import Author, Target, about, delete_note, edit_note, highlight, note_on, tag, untag
from store.model import Debate, DebateId, NoteId
from store.records import Change, Note, Quote, Scope
from tui.background import background, writing
from tui.clock import now
from tui.screens.base import View
from tui.screens.note import NoteScreen, Written
from tui.screens.tags import TagScreen
from tui.widgets.reading_pane import ReadingPane

QUOTE_SHOWN = 120
"""Characters of the words chosen that the note box shows."""


class Marking(View):
    """The keys of a view with a reading pane that make, change and remove annotations."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "note", "Note", id="mark.note", tooltip="A note on the words chosen, else on the speech"),
        Binding("e", "edit", "Edit", id="mark.edit", tooltip="Edit the note here"),
        Binding("t", "tags", "Tags", id="mark.tags", tooltip="Tags on the words, the marked speeches or this speech"),
        Binding("plus", "add_tag", "Add tag", id="mark.add-tag", tooltip="Add a tag at once"),
        Binding("minus", "remove_tag", "Remove tag", id="mark.remove-tag", tooltip="Remove a tag at once"),
        Binding("H H", "highlight_again", "the last code", id="mark.again", tooltip="Highlight with the last code"),
        Binding("H any", "highlight", "a code", id="mark.highlight", tooltip="Highlight with the code of a letter"),
        Binding("full_stop", "repeat", "Repeat", id="mark.repeat", tooltip="Repeat the last tag or highlight here"),
        Binding("d d", "delete", "delete", id="mark.delete", tooltip="Delete the note here; u brings it back"),
        *(
            Binding(str(n), f"my_tag({n})", f"Tag {n}", id=f"mark.tag-{n}", tooltip=f"Toggle the tag of key {n}")
            for n in range(1, 10)
        ),
    ]

    if TYPE_CHECKING:
        debate_id: DebateId | None

        @property
        def pane(self) -> ReadingPane: ...

    _last: tuple[str, tuple[str, ...]] | None = None
    """The last mark made, for `.`: `code` or `tags`, and its names."""

    # What is meant

    @property
    def _debate(self) -> Debate | None:
        return self.pane.thread.debate if self.pane.thread is not None else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes on this debate."""
        return tuple(self.pane.marks.notes.values())

    def targets(self) -> tuple[Target, ...]:
        """What a mark is put on: the words chosen as one, else each marked speech, else the speech at the caret."""
        debate = self._debate
        if debate is None or not debate.speeches:
            return ()
        if spans := self.pane.selection:
            texts = {speech.id: speech.text for speech in debate.speeches}
            return ((Scope.SPAN, tuple(make(s.speech, texts[s.speech], s.start, s.end) for s in spans)),)
        chosen = self.pane.marked or frozenset({self.pane.caret.speech})
        return tuple((Scope.SPEECH, (whole(speech.id),)) for speech in debate.speeches if speech.id in chosen)

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
        """Carry out what was asked; choosing words and marking speeches are over."""
        self.pane.clear_selection()
        self.pane.marked = frozenset()
        if change is None:
            self.say("nothing to change")
        self.box.apply(change)

    # Notes

    def action_note(self) -> None:
        """On several marked speeches it is one note with a quotation of each."""
        debate, targets = self._debate, self.targets()
        if debate is None or not targets:
            return
        scope = targets[0][0]
        quotes = tuple(quote for _, found in targets for quote in found)
        existing = self._on(quotes)
        if existing is not None:
            self._edit(debate, existing)
            return
        key = "new " + " ".join(f"{q.span.speech}:{q.span.start}-{q.span.end}" for q in quotes)

        def written(made: Written | None) -> None:
            if made is not None:
                change = note_on(next(self._ids()), debate, (scope, quotes), self._author(), body=made.body)
                self._keep(change, key)

        self.app.push_screen(NoteScreen(f"Note on {about(debate, quotes)}", key, "", _shown(quotes)), written)

    def action_edit(self) -> None:
        debate, note = self._debate, self.note_here()
        if debate is None or note is None:
            self.say("there is no note here; a makes one")
        else:
            self._edit(debate, note)

    def _edit(self, debate: Debate, note: Note) -> None:
        key = f"note {note.id}"

        def written(made: Written | None) -> None:
            if made is not None:
                self._keep(edit_note(debate, note, self._author(), body=made.body), key)

        title = f"Note on {about(debate, note.quotes)}"
        self.app.push_screen(NoteScreen(title, key, note.body, _shown(note.quotes)), written)

    @writing
    async def _keep(self, change: Change | None, draft: str) -> None:
        """The note first, then its draft is no longer needed."""
        self._mark(change)
        await self.box.desk(lambda library: library.drop_draft(draft))

    @on(ReadingPane.NoteOpened)
    def _opened(self, message: ReadingPane.NoteOpened) -> None:
        debate = self._debate
        note = next((note for note in self.notes if note.id == message.note), None)
        if debate is not None and note is not None:
            self._edit(debate, note)

    def action_delete(self) -> None:
        debate, note = self._debate, self.note_here()
        if debate is None or note is None:
            self.say("there is no note here to delete")
        else:
            self._mark(delete_note(debate, note))

    # Tags

    @background
    async def action_tags(self) -> None:
        """The tags of one target are all shown and may be changed; to several, tags are added."""
        debate, targets = self._debate, self.targets()
        if debate is None or not targets:
            return
        known = await self._known_tags()
        existing = self._on(targets[0][1]) if len(targets) == 1 else None
        title = f"Tags on {_counted(targets, debate)}"

        def chosen(names: tuple[str, ...] | None) -> None:
            if names is None:
                return
            if existing is not None:
                self._last = ("tags", names)
                self._mark(edit_note(debate, existing, self._author(), tags=names))
            elif names:
                self._tag(names, targets)

        self.app.push_screen(TagScreen(title, known, existing.tags if existing else ()), chosen)

    def action_add_tag(self) -> None:
        self._ask_tags("Add to", self._tag)

    def action_remove_tag(self) -> None:
        self._ask_tags("Remove from", self._untag)

    @background
    async def _ask_tags(self, title: str, then: Callable[[tuple[str, ...], Sequence[Target]], None]) -> None:
        debate, targets = self._debate, self.targets()
        if debate is None or not targets:
            return
        known = await self._known_tags()

        def asked(names: tuple[str, ...] | None) -> None:
            if names:
                then(names, targets)

        self.app.push_screen(TagScreen(f"{title} {_counted(targets, debate)}", known), asked)

    def _tag(self, names: tuple[str, ...], targets: Sequence[Target]) -> None:
        debate = self._debate
        if debate is not None:
            self._last = ("tags", names)
            self._mark(tag(debate, self.notes, targets, names, self._author(), self._ids()))

    def _untag(self, names: tuple[str, ...], targets: Sequence[Target]) -> None:
        debate = self._debate
        if debate is not None:
            notes = [note for _, quotes in targets if (note := self._on(quotes)) is not None]
            self._mark(untag(debate, notes, names, self._author()))

    @background
    async def action_my_tag(self, number: int) -> None:
        """The tag with this key, else the tag used so often that it has this place."""
        records = await self.box.desk(lambda library: library.tags())
        keyed = {record.key: record.name for record, _ in records if record.key}
        name = keyed.get(number) or (records[number - 1][0].name if number <= len(records) else None)
        targets = self.targets()
        if name is None or not targets:
            self.say(f"no tag has the key {number} yet; t makes tags")
            return
        notes = [note for _, quotes in targets if (note := self._on(quotes)) is not None]
        if len(notes) == len(targets) and all(name in note.tags for note in notes):
            self._untag((name,), targets)
        else:
            self._tag((name,), targets)

    async def _known_tags(self) -> list[str]:
        return [record.name for record, _ in await self.box.desk(lambda library: library.tags())]

    # Highlights

    def action_highlight(self, letter: str) -> None:
        code = next((code for code in self.pane.codes.values() if code.letter == letter), None)
        if code is None:
            letters = ", ".join(f"{code.letter} {code.name}" for code in self.pane.codes.values())
            self.say(f"no code has the letter {letter}; there are {letters}")
        else:
            self._highlight(code.name)

    def action_highlight_again(self) -> None:
        if self._last is not None and self._last[0] == "code":
            self._highlight(self._last[1][0])
        else:
            self.say("no code has been used yet; H and its letter highlights")

    def _highlight(self, code: str) -> None:
        debate = self._debate
        if debate is not None:
            self._last = ("code", (code,))
            self._mark(highlight(debate, self.notes, self.targets(), code, self._author(), self._ids()))

    def action_repeat(self) -> None:
        if self._last is None:
            self.say("nothing to repeat yet")
        elif self._last[0] == "code":
            self._highlight(self._last[1][0])
        else:
            self._tag(self._last[1], self.targets())


def _shown(quotes: Sequence[Quote]) -> str:
    """The first words of what a note is on."""
    text = " … ".join(quote.text for quote in quotes if quote.text)
    return text if len(text) <= QUOTE_SHOWN else text[:QUOTE_SHOWN].rsplit(" ", 1)[0] + " …"


def _counted(targets: Sequence[Target], debate: Debate) -> str:
    return about(debate, targets[0][1]) if len(targets) == 1 else f"{len(targets)} speeches"
