"""What a folder or an archive would bring in, shown before it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store.coming import Coming
from store.errors import StoreError
from tui.background import background
from tui.intake import Intake, coming, details
from tui.screens.base import Modal


class PreviewScreen(Modal[bool]):
    """Counts what would come in; gives whether the reader wants it. One file alone comes in without asking."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", "Bring in", id="preview.agree", tooltip="Bring all of it in"),
        Binding("escape,q", "answer(False)", "Leave", id="preview.leave", tooltip="Bring nothing in"),
        Binding("j,down", "scroll(1)", "Down", id="preview.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="preview.up", tooltip="One line up"),
    ]

    def __init__(self, trial: Intake) -> None:
        super().__init__()
        self._trial = trial

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="report-box", can_focus=False):
            yield Static("What would come in", classes="ask-title", markup=False)
            yield Static("reading …", id="preview-lines", markup=False)
            yield Static("Enter brings it in   Esc leaves it", classes="ask-keys", markup=False)

    def on_mount(self) -> None:
        self.look()

    @background
    async def look(self) -> None:
        """Count, and say how that goes."""
        try:
            report = await self._trial.run(lambda line: self._show([line]))
        except StoreError as error:
            self._show([str(error)])
            return
        files: list[dict[str, Any]] = report["files"]
        if len(files) == 1 and not report["stopped"] and not files[0]["error"]:
            self.action_answer(True)
            return
        houses = [coming(_house(house)) for house in report["houses"]]
        warnings = list(dict.fromkeys(details(files)))
        self._show([*(houses or ["nothing would come in"]), *warnings])

    def _show(self, lines: Sequence[str]) -> None:
        self.query_one("#preview-lines", Static).update(Content("\n".join(lines)))

    def action_answer(self, agreed: bool) -> None:
        self._trial.cancel()
        self.dismiss(agreed)

    def action_scroll(self, lines: int) -> None:
        self.query_one(".report-box").scroll_relative(y=lines, animate=False)


def _house(made: dict[str, Any]) -> Coming:
    return Coming(**made | {"first": dt.date.fromisoformat(made["first"]), "last": dt.date.fromisoformat(made["last"])})
