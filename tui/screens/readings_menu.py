"""`g r`: what may be read from here, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.base import Modal

KEYS = "a number or Enter opens   j k choose   Esc leaves"


class ReadingsMenu(Modal[int | None]):
    """Gives the place of the line chosen, None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="readings.cancel", tooltip="Close and go on reading"),
        Binding("j", "move(1)", "Down", id="readings.down", tooltip="The next line"),
        Binding("k", "move(-1)", "Up", id="readings.up", tooltip="The line above"),
        *(
            Binding(str(n), f"choose({n - 1})", f"Line {n}", id=f"readings.choose-{n}", tooltip=f"Open line {n}")
            for n in range(1, 10)
        ),
    ]

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """`lines` are what is read, and what kind of reading it is."""
        super().__init__()
        self._title, self._lines = title, lines

    def compose(self) -> ComposeResult:
        with Vertical(classes="register-box"):
            yield Static(Content(self._title), classes="ask-title")
            yield OptionList(*map(self._option, range(len(self._lines))), classes="readings-list", compact=True)
            yield Static(Content(KEYS), classes="ask-keys")

    def _option(self, place: int) -> Option:
        words, kind = self._lines[place]
        number = f"{place + 1}" if place < 9 else " "
        room = max(len(kind) for _, kind in self._lines)
        return Option(Content.assemble((f"{number}  {kind:<{room}}{'   ' * bool(room)}", "dim"), words))

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    def action_choose(self, place: int) -> None:
        if place < len(self._lines):
            self.dismiss(place)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
