"""What to fetch: an address, a GUID or a date, typed into a box."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.addresses import Bases, wanted
from store.errors import StoreError
from tui.screens.base import Modal

KEYS = "Enter fetches it and brings it in   Esc leaves"
EXAMPLES = (
    "the address of a debate or a day on Hansard or TheyWorkForYou,\n"
    "a debate's GUID, or a date: 2025-03-11, 2025-03-11 lords"
)
HOUSES = {
    "commons": "commons",
    "lords": "lords",
    "ni": "northern_ireland",
    "northern_ireland": "northern_ireland",
    "northern ireland": "northern_ireland",
    "wales": "wales",
    "senedd": "wales",
}


def named(text: str, bases: Bases) -> tuple[str, str | None]:
    """What is to be fetched and of which House, as `dispatchbox fetch` takes them: `2025-03-11 lords` names both.

    Raises StoreError where it names nothing that can be fetched.
    """
    what, _, rest = " ".join(text.split()).partition(" ")
    house = HOUSES.get(rest.casefold(), rest) if rest else None
    wanted(what, house, bases)
    return what, house


class FetchScreen(Modal[tuple[str, str | None] | None]):
    """Gives what to fetch and the House; None where Escape was pressed. What names nothing is said in the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="fetch.cancel", tooltip="Close without fetching"),
    ]

    def __init__(self, bases: Bases, value: str = "") -> None:
        super().__init__()
        self._bases, self._value = bases, value

    def compose(self) -> ComposeResult:
        with Vertical(classes="ask-box"):
            yield Static("Fetch a debate, or all debates of a day", classes="ask-title", markup=False)
            yield Input(self._value, compact=True, select_on_focus=False)
            yield Static(EXAMPLES, classes="ask-keys", id="fetch-told", markup=False)
            yield Static(KEYS, classes="ask-keys", markup=False)

    @on(Input.Changed)
    def _typing(self) -> None:
        self.query_one("#fetch-told", Static).update(Content(EXAMPLES))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        if not event.value.strip():
            self.dismiss(None)
            return
        try:
            self.dismiss(named(event.value, self._bases))
        except StoreError as error:
            self.query_one("#fetch-told", Static).update(Content(str(error)))
