"""Readings: from where one stands to all that may be read as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.background import background
from tui.screens.base import View

if TYPE_CHECKING:
    from store.choosing import Offer
    from store.model import DebateId, SpeechId
    from store.readings import Wanted
    from store.voices import Voice


class Choosing(View):
    """The keys that open a reading from a debate or from a speech of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g r", "readings", "readings", id="go.readings", tooltip="The day, the section, two people: read as one"
        ),
        Binding("g 2", "pair", "two people", id="go.pair", tooltip="The debates between any two people, by name"),
        Binding("g 1", "person", "one person", id="go.person", tooltip="All that one person said, by name"),
    ]

    def stands_at(self) -> tuple[DebateId, SpeechId | None] | None:
        """The debate, and the speech of it, from which a reading is chosen."""
        raise NotImplementedError

    def found_words(self) -> tuple[str, tuple[SpeechId, ...]]:
        """What was searched for here, and the speeches that hold it."""
        return "", ()

    @background
    async def action_readings(self) -> None:
        from tui.screens.readings_menu import ReadingsMenu  # read when first asked for

        here = self.stands_at()
        if here is None:
            self.say("there is nothing to read from here")
            return
        offers, voice = await self.box.desk(lambda library: library.offers(*here))
        words, speeches = self.found_words()
        lines = [*offers, *_hits(words, speeches)]
        told = [(offer.words, offer.kind) for offer in lines]
        if voice is not None:
            told.append((f"{voice.name} and …", "two people"))
        told.append(("any two, by name", "two people"))

        def chosen(place: int | None) -> None:
            if place is None:
                return
            if place < len(lines):
                self.read(lines[place].asked)
            else:
                self.ask_people(voice if voice is not None and place == len(lines) else None)

        self.app.push_screen(ReadingsMenu("Read", told), chosen)

    @background
    async def read(self, asked: Wanted) -> None:
        """Open a reading."""
        await self.box.open_reading(asked)

    def action_pair(self) -> None:
        self.ask_people(None)

    def action_person(self) -> None:
        self.ask_people(None, wanted=1)

    def ask_people(self, first: Voice | None, wanted: int = 2) -> None:
        """Ask for names, and open what these people said."""
        from store.readings import Of, Wanted
        from tui.screens.people_box import PeopleScreen  # read when first asked for

        def named(people: tuple[str, ...] | None) -> None:
            if people is not None:
                self.read(Wanted(Of.PAIR if wanted == 2 else Of.PERSON, people=people))

        self.app.push_screen(PeopleScreen(first, wanted), named)


def _hits(words: str, speeches: tuple[SpeechId, ...]) -> list[Offer]:
    from store.choosing import Offer
    from store.readings import Of, Wanted

    if not words:
        return []
    here = Offer(Wanted(Of.HITS, words=words, speeches=speeches), f"the speeches here with “{words}”", "found")
    return [here, Offer(Wanted(Of.HITS, words=words), f"“{words}” in the whole library", "found")]
