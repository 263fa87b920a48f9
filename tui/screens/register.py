"""`"`: the last ten copies, to be copied again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.base import Modal
from tui.widgets.row_list import fit

if TYPE_CHECKING:
    from tui.handing import Kept

_ROOM, _MOST, _LEAST = 12, 88, 16
"""Columns beside a line, those it has at most, and those that are left to the words of a copy."""


class RegisterScreen(Modal["Kept | None"]):
    """The copies, the newest first, and the whole of the one on which the cursor is; gives the one chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="register.cancel", tooltip="Close without copying"),
        Binding("j", "move(1)", "Down", id="register.down", tooltip="The copy before"),
        Binding("k", "move(-1)", "Up", id="register.up", tooltip="The copy after"),
    ]

    def __init__(self, copies: Sequence[Kept]) -> None:
        super().__init__()
        self._copies = tuple(copies)

    def compose(self) -> ComposeResult:
        with Vertical(classes="register-box"):
            yield Static(Content("The last copies"), classes="ask-title")
            width = min(_MOST, self.app.size.width - _ROOM)
            options = [Option(Content(_line(copy, width))) for copy in self._copies]
            yield OptionList(*options, classes="register-list", compact=True, markup=False)
            with VerticalScroll(classes="register-text", can_focus=False):
                yield Static(id="register-whole", markup=False)
            yield Static(Content("Enter copies it again   j k another   Esc leaves"), classes="ask-keys")

    def on_mount(self) -> None:
        copies = self.query_one(OptionList)
        copies.highlighted = 0
        self.set_focus(copies)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#register-whole", Static).update(Content(self._copies[event.option_index].text))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._copies[event.option_index])

    def action_move(self, by: int) -> None:
        copies = self.query_one(OptionList)
        (copies.action_cursor_down if by > 0 else copies.action_cursor_up)()


def _line(copy: Kept, width: int) -> str:
    """What was copied, and how, on one line."""
    what = fit(copy.what, min(len(copy.what), width - _LEAST - 2))
    words = fit(" ".join(copy.text.split()), width - len(what) - 2)
    return f"{words}  {what}"
