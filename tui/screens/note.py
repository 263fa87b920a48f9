"""Writing a note: a Markdown box over the reader, kept as a draft while it is typed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.clock import now

if TYPE_CHECKING:
    from tui.app import Dispatchbox

DRAFT_SECONDS = 0.3
"""A draft is on the disk at most this long after a key: throttled, since a pause may never come."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed when the box was closed with ctrl+s."""

    body: str


class NoteScreen(ModalScreen[Written | None]):
    """A note's words. ctrl+s gives them back; Escape leaves them as a draft and gives None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="note.save", tooltip="Keep the note", priority=True),
        Binding("escape", "leave", "Leave", id="note.leave", tooltip="Close; what you typed stays as a draft"),
    ]

    def __init__(self, about: str, key: str, body: str = "", quote: str = "") -> None:
        """`about` names what the note is on; `key` names its draft; `body` is the note as it stands."""
        super().__init__()
        self._about, self._key, self._body, self._quote = about, key, body, quote
        self._kept = body
        self._last = 0.0
        self._saving = False

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="note-box"):
            yield Static(Content(self._about), id="note-about")
            if self._quote:
                yield Static(Content(f"“{self._quote}”"), id="note-quote")
            yield TextArea(self._body, id="note-text", soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
            yield Static(Content("ctrl+s saves   Esc leaves, the draft is kept   Markdown"), id="note-keys")

    async def on_mount(self) -> None:
        area = self.query_one(TextArea)
        draft = await self.box.desk(lambda library: library.draft(self._key))
        if draft is not None and draft != self._body:
            area.load_text(draft)
            self._kept = draft
            self.query_one("#note-keys", Static).update(
                Content("your draft is back   ctrl+s saves   Esc leaves, the draft is kept")
            )
        area.move_cursor(area.document.end)
        area.focus()

    def on_text_area_changed(self) -> None:
        """Keep the draft now, or as soon as the last keeping is old enough."""
        wait = self._last + DRAFT_SECONDS - time.monotonic()
        if wait <= 0:
            self.keep_now()
        else:
            self.set_timer(wait, self.keep_now, name="draft")

    def keep_now(self) -> None:
        """Hand the draft to the desk; nothing happens where it is the same as what was kept."""
        text = self.query_one(TextArea).text
        if self._saving or text == self._kept:
            return
        self._kept = text
        self._last = time.monotonic()
        at = now()
        self.box.desk.keep(lambda library: library.keep_draft(self._key, text, now=at))

    def action_save(self) -> None:
        self.keep_now()
        self._saving = True
        self.dismiss(Written(self.query_one(TextArea).text))

    def action_leave(self) -> None:
        self.keep_now()
        self.dismiss(None)
