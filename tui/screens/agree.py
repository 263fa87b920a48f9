"""What a change would do, shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.errors import StoreError
from store.records import Change, Note
from store.telling import told
from tui.background import writing
from tui.screens.base import Modal, View

if TYPE_CHECKING:
    from store.library import Library

SHOWN = 8
"""Sentences of a change that are shown before it is done."""


class AgreeScreen(Modal[bool]):
    """Tells what would be done; gives whether the reader wants it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "Do it", id="agree.do", tooltip="Do it; u takes it back"),
        Binding("escape,q", "dismiss(False)", "Leave", id="agree.leave", tooltip="Leave everything as it is"),
    ]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="report-box"):
            yield Static(Content(self._title), classes="ask-title")
            yield Static(Content("\n".join(self._lines)), classes="report-line")
            yield Static(Content("Enter does it   Esc leaves everything as it is"), classes="ask-keys")


class Proposing(View):
    """A view whose changes are shown before they are done."""

    @writing
    async def propose(self, make: Callable[[Library], Change | None], also: Sequence[str] = ()) -> None:
        """Work out a change on the library as it is now, show what it would do, and do it if the reader agrees."""
        try:
            change = await self.box.desk(make)
        except StoreError as error:
            self.say(str(error))
            return
        if change is None:
            self.say("nothing to change")
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.box.apply(change)

        gone = sum(isinstance(edit.before, Note) and edit.after is None for edit in change.edits)
        lines = [*also]
        if gone:
            lines.append(f"{gone:,} of them would say nothing more and go too")
        sentences = told(change)
        lines += ["", *sentences[:SHOWN]]
        if len(change.edits) > SHOWN:
            lines.append(f"and {len(change.edits) - SHOWN:,} more")
        self.app.push_screen(AgreeScreen(f"This is what would be done: {change.words}", lines), answered)
