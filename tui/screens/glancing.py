"""`g %`: two people at a glance, drawn from all that they said to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.errors import NotFoundError
from store.model import Kind
from store.readings import Of, Wanted
from tui.background import background
from tui.screens.base import View

if TYPE_CHECKING:
    from store.model import Speaker
    from store.readings import Thread
    from tui.widgets.reading_pane import ReadingPane


class Glancing(View):
    """The key of a view with a reading pane that shows two people at a glance."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g percent_sign", "glance", "two at a glance", id="go.glance",
                tooltip="These two at a glance: exchanges a month, words, topics, share answered"),
    ]  # fmt: skip

    if TYPE_CHECKING:
        asked: Wanted | None

        @property
        def pane(self) -> ReadingPane: ...

    @background
    async def action_glance(self) -> None:
        """Of a pair's page the two; anywhere else the one at the caret and whom they answer, or who answers them."""
        thread = self.pane.thread
        two = _two(thread, self.pane.view.place) if thread is not None and self.pane.view is not None else None
        pair = self.asked if self.asked is not None and self.asked.of is Of.PAIR else None
        if pair is None and two is None:
            self.say("nobody here asks or answers anybody; g 2 asks for two people by name")
            return
        try:
            seen = await self.box.desk(lambda library: library.seen(pair, two))
        except NotFoundError as error:
            self.say(str(error))
            return
        from store.glance import drawn

        width = min(84, self.app.size.width - 8)
        self.box.show_lines(f"{seen.names[0]} and {seen.names[1]}", list(drawn(seen, width)))


def _two(thread: Thread, place: int) -> tuple[Speaker, Speaker] | None:
    """Who speaks at a place, and whom they answer or who answers them."""
    here = thread.speeches[place]
    others = [speech for speech in thread.speeches if speech.id in here.replies_to and speech.kind is Kind.QUESTION]
    others = others or [speech for speech in thread.speeches[place:] if here.id in speech.replies_to]
    for other in others:
        if here.speaker is not None and other.speaker is not None and other.speaker != here.speaker:
            return here.speaker, other.speaker
    return None
