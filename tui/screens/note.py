"""Writing a note: a Markdown box over the reader, kept as a draft while it is typed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from store.errors import StoreError
from store.model import NoteId
from store.note_links import link
from tui.background import background
from tui.clock import now
from tui.screens.base import Modal
from tui.screens.drafts import Way, edited_note

if TYPE_CHECKING:
    from store.library import Library
    from tui.app import Dispatchbox

DRAFT_SECONDS = 0.3
"""A draft is on the disk at most this long after a key: throttled, since a pause may never come."""
LINKED = 40
"""Characters of a note that a link to it shows."""
KEYS = "ctrl+s saves   Esc leaves, the draft is kept"


class NoteScreen(Modal[None]):
    """A note's words. ctrl+s keeps them, and the box closes once they are on the disk; Escape leaves a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="note.save", tooltip="Keep the note", priority=True),
        Binding("ctrl+o", "way", "On what", id="note.way", tooltip="On the exchange or the debate", priority=True),
        Binding("tab", "link", "Link", id="note.link", tooltip="Link to the note that is offered", priority=True),
        Binding("escape", "leave", "Leave", id="note.leave", tooltip="Close; what you typed stays as a draft"),
    ]

    def __init__(self, ways: Sequence[Way], body: str = "") -> None:
        """`ways` are what the note can be on, the first at first; `body` is the note as it stands."""
        super().__init__()
        self._ways, self._body = list(ways), body
        self._kept = body
        self._last = 0.0
        self._loaded = False
        """Whether a draft, where there is one, stands in the box: before that nothing may take its place."""
        self._links: list[tuple[NoteId, str]] = []
        """Notes to which what is being typed after `[[` may link."""

    @property
    def _key(self) -> str:
        return self._ways[0].key

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    @property
    def _text(self) -> str:
        """What stands in the box; while that is made, or taken away, what was kept last."""
        areas = self.query(TextArea)
        return areas.first().text if self._loaded and areas else self._kept

    def compose(self) -> ComposeResult:
        with Vertical(id="note-box"):
            yield Static(id="note-about", markup=False)
            yield Static(id="note-quote", markup=False)
            yield TextArea(self._body, id="note-text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield Static(id="note-links", markup=False)
            yield Static(Content(f"{KEYS}   {self._more()}"), id="note-keys")

    async def on_mount(self) -> None:
        area = self.query_one(TextArea)
        self._show_way()
        try:
            draft = await self.box.desk(lambda library: library.draft(self._key))
        except StoreError as error:
            draft = None
            self._tell(str(error))
        if draft is not None and draft != self._body:
            area.load_text(draft)
            self._kept = draft
            self._tell(f"your draft is back   {KEYS}")
        self._loaded = True
        area.move_cursor(area.document.end)
        self.set_focus(area)

    def _tell(self, words: str) -> None:
        self.query_one("#note-keys", Static).update(Content(words))

    def _more(self) -> str:
        return "ctrl+o on the exchange, the debate   [[ links" if self._ways[1:] else "Markdown, [[ links to a note"

    def _show_way(self) -> None:
        """What the note is on."""
        way = self._ways[0]
        self.query_one("#note-about", Static).update(Content(way.about))
        quote = self.query_one("#note-quote", Static)
        quote.update(Content(f"“{way.quote}”"))
        quote.display = bool(way.quote)

    async def action_way(self) -> None:
        """The same words on the next thing that they can be on; their draft goes with them."""
        if not self._ways[1:]:
            self._tell("this note stays on what it is on")
            return
        before, text = self._key, self._text
        self._ways.append(self._ways.pop(0))
        self._show_way()
        if text:
            at, key = now(), self._key

            def moved(library: Library) -> None:
                library.keep_draft(key, text, now=at)
                library.drop_draft(before)

            self.box.desk.keep(moved)

    # Links to other notes

    @background
    async def _look_for_links(self) -> None:
        """After `[[` the notes that say what is typed, the last changed first."""
        area = self.query_one(TextArea)
        row, column = area.cursor_location
        _, opened, typed = area.document.get_line(row)[:column].rpartition("[[")
        self._links = []
        if opened and "]" not in typed:
            own = edited_note(self._key)
            found = await self.box.desk(lambda library: library.notes_saying(typed, 5))
            self._links = [pair for pair in found if pair[0] != own]
        words = [" ".join(said.split())[:60] for _, said in self._links]
        told = (
            "\n".join([f"Tab links to   {words[0]}", *(f"               {said}" for said in words[1:4])])
            if words
            else ""
        )
        links = self.query_one("#note-links", Static)
        links.update(Content(told))
        links.display = bool(told)

    def action_link(self) -> None:
        """Write the link to the first note found; with nothing to link to Tab moves on."""
        area = self.query_one(TextArea)
        if not self._links:
            self.focus_next()
            return
        row, column = area.cursor_location
        start = area.document.get_line(row)[:column].rindex("[[")
        note, said = self._links[0]
        area.replace(link(note, said[:LINKED]), (row, start), (row, column))

    def on_text_area_changed(self) -> None:
        """Keep the draft now, or as soon as the last keeping is old enough."""
        self._look_for_links()
        wait = self._last + DRAFT_SECONDS - time.monotonic()
        if wait <= 0:
            self.keep_now()
        else:
            self.set_timer(wait, self.keep_now, name="draft")

    def keep_now(self) -> None:
        """Hand the draft to the desk; nothing happens where it is the same as what was kept."""
        if self._text != self._kept:
            self._last = time.monotonic()
            self.box.desk.keep(self._draft())

    def _draft(self) -> Callable[[Library], None]:
        """Keeps the words as they are now; those of the note as it stands need no draft."""
        self._kept = text = self._text
        if text == self._body:
            return lambda library: library.drop_draft(self._key)
        at = now()
        return lambda library: library.keep_draft(self._key, text, now=at)

    async def action_save(self) -> None:
        """Keys typed meanwhile wait for this; what cannot be kept stays in the box."""
        if not self._loaded:
            return
        self.keep_now()
        try:
            await self._ways[0].save(self._text)
        except StoreError as error:
            self._tell(f"not saved: {error}")
        else:
            self.dismiss()

    async def action_leave(self) -> None:
        """Close with the draft on the disk; where it cannot be kept the box stays."""
        try:
            if self._loaded:
                await self.box.desk.change(self._draft())
        except StoreError as error:
            self._tell(f"the draft is not kept, so this stays open: {error}")
        else:
            self.dismiss()
