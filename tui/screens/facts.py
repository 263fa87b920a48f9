"""Correcting what a source says of a debate: title, date, house, section, volume."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from store.annotations import correct_debate
from store.errors import StoreError
from store.model import DebateId, Section
from store.records import DebateFacts
from tui.background import background
from tui.screens.base import Modal

if TYPE_CHECKING:
    from tui.app import Dispatchbox

FIELDS = ("title", "date", "house", "section", "volume")
HOUSES = ("commons", "lords", "scotland", "wales", "northern_ireland")


def corrected(facts: DebateFacts, typed: dict[str, str]) -> DebateFacts:
    """The facts with what was typed. Raises StoreError with the sentence for the first field that is wrong."""
    title = " ".join(typed["title"].split())
    if not title:
        raise StoreError("a debate needs a title")
    try:
        date = dt.date.fromisoformat(typed["date"].strip())
    except ValueError:
        raise StoreError(f"“{typed['date']}” is not a date; write it as 2025-01-16") from None
    try:
        section = Section(typed["section"].strip())
    except ValueError:
        raise StoreError(f"“{typed['section']}” is no section; one of {', '.join(Section)}") from None
    house = typed["house"].strip()
    if not house:
        raise StoreError("a debate needs a house: commons, lords, …, or the parliament's name")
    return replace(facts, title=title, date=date, house=house, section=section, volume=typed["volume"].strip() or None)


class FactsScreen(Modal[None]):
    """A form of five lines; Enter keeps them as one change that undo takes back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="facts.cancel", tooltip="Leave everything as it is"),
        Binding("ctrl+s", "save", "Save", id="facts.save", tooltip="Keep these", priority=True),
    ]

    def __init__(self, debate: DebateId) -> None:
        super().__init__()
        self._debate = debate
        self._facts: DebateFacts | None = None

    @property
    def box(self) -> Dispatchbox:
        return cast("Dispatchbox", self.app)

    def compose(self) -> ComposeResult:
        suggest = {"house": SuggestFromList(HOUSES), "section": SuggestFromList([*Section])}
        with Vertical(classes="ask-box"):
            yield Static(Content("Correct this debate"), classes="ask-title")
            for name in FIELDS:
                yield Static(Content(name), classes="facts-name")
                yield Input(id=f"facts-{name}", compact=True, suggester=suggest.get(name), select_on_focus=False)
            yield Static(Content("Tab next   Enter keeps   Esc leaves it as it was"), classes="ask-keys")

    @background
    async def on_mount(self) -> None:
        facts = await self.box.desk(lambda library: library.facts(self._debate))
        self._facts = facts
        values = (facts.title, facts.date.isoformat(), facts.house, facts.section.value, facts.volume or "")
        for name, value in zip(FIELDS, values, strict=True):
            self.query_one(f"#facts-{name}", Input).value = value

    @on(Input.Submitted)
    def action_save(self) -> None:
        if self._facts is None:
            return
        typed = {name: self.query_one(f"#facts-{name}", Input).value for name in FIELDS}
        try:
            after = corrected(self._facts, typed)
        except StoreError as error:
            self.query_one(".ask-keys", Static).update(Content(str(error)))
            return
        if after != self._facts:
            self.box.apply(correct_debate(self._facts, after))
        self.dismiss()
