"""`g a`: whom forms of address mean, under the words, for as long as the reader wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.model import SpeechId
from tui.background import background
from tui.layout.asides import Meant
from tui.screens.base import View

if TYPE_CHECKING:
    from store.readings import Reading
    from tui.widgets.reading_pane import ReadingPane


class Addressing(View):
    """The key of a view with a reading pane that shows whom `my hon. Friend` means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g a", "meant", "whom it means", id="go.meant", tooltip="Whom “my hon. Friend” means, under the words"),
    ]

    meaning = False
    """Whether the reader wants to see it."""

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

    def action_meant(self) -> None:
        self.meaning = not self.meaning
        if self.meaning:
            self.find_meant(tell=True)
        else:
            self.pane.set_asides(replace(self.pane.asides, meant={}))
            self.say("forms of address are as printed")

    @background
    async def find_meant(self, *, tell: bool = False) -> None:
        """Look for forms of address in what is shown, beside the screen: it takes a moment for a long day."""
        thread = self.pane.thread
        if not self.meaning or thread is None:
            return
        found, total = await asyncio.to_thread(meant_in, thread.reading)
        if self.pane.thread is not thread or not self.meaning:
            return
        self.pane.set_asides(replace(self.pane.asides, meant=found))
        if tell:
            sure = sum(len(each) for each in found.values())
            doubts = sum(1 for each in found.values() for one in each if one.doubt)
            more = f"; {doubts} contradicted" if doubts else ""
            told = (
                f"{sure} of {total} forms of address; the rest is not sure"
                if sure
                else "no form of address is sure here"
            )
            self.say(told + more)


def meant_in(reading: Reading) -> tuple[Mapping[SpeechId, tuple[Meant, ...]], int]:
    """Whom forms of address mean in each speech, where that is certain, and how many there are in all."""
    from store.people import mentions, said

    found: dict[SpeechId, tuple[Meant, ...]] = {}
    total = 0
    for debate in reading.debates:
        turns = said(debate)
        for index, speech in enumerate(debate.speeches):
            every = mentions(index, turns)
            total += len(every)
            sure = tuple(
                Meant(each.start, each.end, each.person, each.rule, each.doubt)
                for each in every
                if each.person and not _names(each.text, each.person)
            )
            if sure:
                found[speech.id] = sure
    return found, total


def _names(text: str, person: str) -> bool:
    """Whether the words themselves give the name already."""
    return person.rsplit(" ", 1)[-1] in text and f"({person})" in text
