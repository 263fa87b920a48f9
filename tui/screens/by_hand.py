"""Exchanges set by hand from the reader, and why each contribution is what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.errors import StoreError
from store.model import Kind
from tui.background import background, writing
from tui.screens.base import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.by_hand import Settings
    from store.model import Debate, DebateId, SpeechId
    from store.records import Change, Correction
    from tui.widgets.reading_pane import ReadingPane

    Making = Callable[[Debate, Mapping[SpeechId, Correction]], Change | None]

AS_FOUND, AS_PRINTED = "as the rules find it", "speaker as printed"
SHOWN = 60
"""Characters of a speech that are told of it."""


class ByHand(View):
    """The keys of a view with a reading pane that set right what the rules got wrong."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("number_sign", "break_exchange", "Break", id="hand.break", tooltip="Begin a new exchange here"),
        Binding(
            "ampersand", "join_exchange", "Join", id="hand.join",
            tooltip="Join this to the exchange above, or to the speeches marked with x",
        ),
        Binding("g k", "set_kind", "kind", id="hand.kind", tooltip="Set by hand what this contribution is"),
        Binding("g W", "set_speaker", "set speaker", id="hand.speaker", tooltip="Set by hand who says this"),
        Binding("g e", "why", "why", id="hand.why", tooltip="Why this is an answer, a question, …, and to what"),
    ]  # fmt: skip

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

        @property
        def debate_id(self) -> DebateId | None: ...

    def action_break_exchange(self) -> None:
        from store.by_hand import broken, change  # here and below: read when something is first set by hand

        speech = self.pane.caret.speech
        self._carry_out(lambda debate, made: change(debate, made, broken(debate, speech), "broke the exchange before"))

    def action_join_exchange(self) -> None:
        from store.by_hand import change, joined

        speech, marked = self.pane.caret.speech, tuple(sorted(self.pane.marked))
        self._carry_out(
            lambda debate, made: change(debate, made, joined(debate, speech, marked), "joined to what it follows")
        )
        self.pane.marked = frozenset()

    def action_set_kind(self) -> None:
        """One of the kinds, or what the rules and the source say again."""
        from tui.screens.readings_menu import ReadingsMenu

        speeches = self._meant()
        kinds = [kind.value.replace("_", " ") for kind in Kind]
        lines = [*((kind, "") for kind in kinds), (AS_FOUND, ""), (AS_PRINTED, "")]

        def chosen(place: int | None) -> None:
            if place is not None:
                self._set_kind(speeches, lines[place][0])

        self.app.push_screen(ReadingsMenu("What is it?", lines), chosen)

    def _set_kind(self, speeches: tuple[SpeechId, ...], name: str) -> None:
        from store.by_hand import as_found, change, of_kind, spoken_by

        if name == AS_FOUND:
            self._carry_out(lambda debate, made: as_found(debate, made, speeches))
        elif name == AS_PRINTED:
            self._carry_out(lambda debate, made: spoken_by(debate, made, speeches, None))
        else:
            kind = Kind(name.replace(" ", "_"))

            def settings(debate: Debate) -> Settings:
                return {key: value for speech in speeches for key, value in of_kind(debate, speech, kind).items()}

            self._carry_out(lambda debate, made: change(debate, made, settings(debate), f"set as {name}"))

    def action_set_speaker(self) -> None:
        from tui.screens.people_box import PeopleScreen

        speeches = self._meant()

        def named(people: tuple[str, ...] | None) -> None:
            if people is not None:
                self._set_speaker(speeches, people[0])

        self.app.push_screen(PeopleScreen(None, 1, free=True), named)

    @background
    async def _set_speaker(self, speeches: tuple[SpeechId, ...], key: str) -> None:
        from store.by_hand import spoken_by
        from store.model import Speaker

        voice = (await self.box.desk(lambda library: library.voices())).by_key.get(key)
        speaker = voice.speaker if voice is not None else Speaker(key)
        self._carry_out(lambda debate, made: spoken_by(debate, made, speeches, speaker))

    def _meant(self) -> tuple[SpeechId, ...]:
        """The marked speeches of the caret's debate, else the speech at the caret."""
        shown, here = self.pane.thread, self.pane.caret.speech
        debate = shown.debate_of(here) if shown is not None else None
        marked = [speech.id for speech in debate.speeches if speech.id in self.pane.marked] if debate else []
        return tuple(marked) or (here,)

    @writing
    async def _carry_out(self, make: Making) -> None:
        """Carry out what is set of the caret's debate, as it is now in the library."""
        debate = self.debate_id
        if debate is None:
            return
        whole, made = await self.box.desk(lambda library: (library.debate(debate), library.corrections(debate)))
        try:
            change = make(whole, made)
        except StoreError as error:
            self.say(str(error))
            return
        if change is None:
            self.say("nothing to change: it is so already")
            return
        await self.box.carry_out(change)

    @background
    async def action_why(self) -> None:
        debate, speech = self.debate_id, self.pane.caret.speech
        if debate is not None:
            from store.why import why

            whole = await self.box.desk(lambda library: library.debate(debate))
            self.box.show_lines("Why", why(whole, speech))
