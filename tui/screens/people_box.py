"""A box in which two people are named: names are completed as they are typed, those near one misspelt are offered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store.voices import Voice
from tui.background import background
from tui.screens.base import Modal

if TYPE_CHECKING:
    from store.voices import Voices
    from tui.app import Dispatchbox

KEYS = "type a name   ↑ ↓ choose   Enter takes it   Esc leaves"


class PeopleScreen(Modal[tuple[str, ...] | None]):
    """Gives the keys of so many people; None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Cancel", id="people.cancel", tooltip="One name back, or close without an answer"),
        Binding("down,ctrl+n", "move(1)", "Down", id="people.down", tooltip="The next name", priority=True),
        Binding("up,ctrl+p", "move(-1)", "Up", id="people.up", tooltip="The name above", priority=True),
    ]

    def __init__(self, first: Voice | None = None, wanted: int = 2, free: bool = False) -> None:
        """`first` is known already; `wanted` people are asked for in all; `free` takes a name that nobody has."""
        super().__init__()
        self._chosen: list[Voice] = [first] if first is not None else []
        self._free = free
        self._known = len(self._chosen)
        self._wanted = wanted
        self._voices: Voices | None = None
        self._partners: tuple[tuple[Voice, int], ...] = ()
        self._offered: Sequence[Voice] = ()

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="ask-box"):
            yield Static(id="people-title", classes="ask-title", markup=False)
            yield Input(compact=True, select_on_focus=False)
            yield OptionList(id="people-list", classes="register-list", compact=True, markup=False)
            yield Static(Content(KEYS), classes="ask-keys")

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._begin()

    @background
    async def _begin(self) -> None:
        """Everybody, and those with whom the first one spoke."""
        self._voices = await self.box.desk(lambda library: library.voices())
        if self._chosen:
            key = self._chosen[0].key
            self._partners = await self.box.desk(lambda library: library.partners(key))
        self._offer()

    @on(Input.Changed)
    def _offer(self) -> None:
        names = [voice.name for voice in self._chosen]
        title = (
            "Who?"
            if self._wanted == 1
            else f"Debates between {names[0] if names else 'two people'}" + (" and …" if names else "")
        )
        self.query_one("#people-title", Static).update(Content(title))
        typed = self.query_one(Input).value
        counts = {voice.key: count for voice, count in self._partners}
        found = self._found(typed)
        self._offered = found
        options = self.query_one(OptionList)
        options.clear_options()
        for voice in found:
            times = counts.get(voice.key)
            options.add_option(Option(Content(voice.told + (f"   {times}×" if times else ""))))
        options.highlighted = 0 if found else None

    def _found(self, typed: str) -> Sequence[Voice]:
        """Those whose names begin so; else those near it; before a word is typed those who spoke with the first."""
        if self._voices is None:
            return ()
        if not typed.strip():
            return [voice for voice, _ in self._partners]
        found = self._voices.matching(typed) or (self._voices.near(typed) if len(typed.strip()) > 2 else ())
        return [voice for voice in found if voice not in self._chosen]

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _take(self) -> None:
        place = self.query_one(OptionList).highlighted
        typed = " ".join(self.query_one(Input).value.split())
        if self._free and typed and (place is None or not self._voices or not self._voices.matching(typed)):
            self.dismiss((typed,))
            return
        if place is None or place >= len(self._offered):
            return
        self._chosen.append(self._offered[place])
        if len(self._chosen) == self._wanted:
            self.dismiss(tuple(voice.key for voice in self._chosen))
        else:
            self._again()

    def _again(self) -> None:
        self._partners = ()
        self.query_one(Input).value = ""
        self._begin()

    def action_back(self) -> None:
        if len(self._chosen) > self._known:
            self._chosen.pop()
            self._again()
        else:
            self.dismiss(None)
