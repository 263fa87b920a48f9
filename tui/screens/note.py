"""Writing a note: a Markdown box over the reader, kept as a draft while it is typed."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from store.errors import StoreError
from tui.clock import now

if TYPE_CHECKING:
    from store.library import Library
    from tui.app import Dispatchbox

DRAFT_SECONDS = 0.3
"""A draft is on the disk at most this long after a key: throttled, since a pause may never come."""
KEYS = "ctrl+s saves   Esc leaves, the draft is kept"


class NoteScreen(ModalScreen[None]):
    """A note's words. ctrl+s keeps them, and the box closes once they are on the disk; Escape leaves a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="note.save", tooltip="Keep the note", priority=True),
        Binding("escape", "leave", "Leave", id="note.leave", tooltip="Close; what you typed stays as a draft"),
    ]

    def __init__(
        self, about: str, key: str, save: Callable[[str], Awaitable[None]], body: str = "", quote: str = ""
    ) -> None:
        """`about` names what the note is on; `key` names its draft; `save` keeps the words, or raises StoreError;
        `body` is the note as it stands."""
        super().__init__()
        self._about, self._key, self._save, self._body, self._quote = about, key, save, body, quote
        self._kept = body
        self._last = 0.0

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text

    def compose(self) -> ComposeResult:
        with Vertical(id="note-box"):
            yield Static(Content(self._about), id="note-about")
            if self._quote:
                yield Static(Content(f"“{self._quote}”"), id="note-quote")
            yield TextArea(self._body, id="note-text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield Static(Content(f"{KEYS}   Markdown"), id="note-keys")

    async def on_mount(self) -> None:
        area = self.query_one(TextArea)
        try:
            draft = await self.box.desk(lambda library: library.draft(self._key))
        except StoreError as error:
            draft = None
            self._tell(str(error))
        if draft is not None and draft != self._body:
            area.load_text(draft)
            self._kept = draft
            self._tell(f"your draft is back   {KEYS}")
        area.move_cursor(area.document.end)
        self.set_focus(area)

    def _tell(self, words: str) -> None:
        self.query_one("#note-keys", Static).update(Content(words))

    def on_text_area_changed(self) -> None:
        """Keep the draft now, or as soon as the last keeping is old enough."""
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
        self.keep_now()
        try:
            await self._save(self._text)
        except StoreError as error:
            self._tell(f"not saved: {error}")
        else:
            self.dismiss()

    async def action_leave(self) -> None:
        """Close with the draft on the disk; where it cannot be kept the box stays."""
        try:
            await self.box.desk.change(self._draft())
        except StoreError as error:
            self._tell(f"the draft is not kept, so this stays open: {error}")
        else:
            self.dismiss()
