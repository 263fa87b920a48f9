"""`O`: the links of a speech; one is opened or copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from store.links import Link
from tui.screens.base import Modal

if TYPE_CHECKING:
    from tui.app import Dispatchbox


class LinksScreen(Modal[None]):
    """Shows every link whole, so that it is seen where each leads."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="links.close", tooltip="Close the links"),
        Binding("j", "move(1)", "Down", id="links.down", tooltip="The next link"),
        Binding("k", "move(-1)", "Up", id="links.up", tooltip="The link above"),
        Binding("y", "copy", "Copy", id="links.copy", tooltip="Copy this link"),
    ]

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = tuple(links)

    def compose(self) -> ComposeResult:
        with Vertical(classes="register-box"):
            yield Static(Content("Links"), classes="ask-title")
            options = [Option(Content.assemble((link.name, "bold"), f"\n  {link.url}")) for link in self._links]
            yield OptionList(*options, classes="register-list", compact=True, markup=False)
            yield Static(Content("Enter opens it   y copies it   j k another   Esc leaves"), classes="ask-keys")

    def on_mount(self) -> None:
        links = self.query_one(OptionList)
        links.highlighted = 0
        self.set_focus(links)

    @property
    def _here(self) -> Link:
        return self._links[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        url = self._links[event.option_index].url
        self.dismiss()
        cast("Dispatchbox", self.app).open_link(url)

    def action_copy(self) -> None:
        link = self._here
        self.dismiss()
        cast("Dispatchbox", self.app).copy(link.url, "link")

    def action_move(self, by: int) -> None:
        links = self.query_one(OptionList)
        (links.action_cursor_down if by > 0 else links.action_cursor_up)()
