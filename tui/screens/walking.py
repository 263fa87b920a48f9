"""From hit to hit through all that was found, and where a sentence was said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from store.errors import HaltedError
from tui.background import background
from tui.screens.base import View
from tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from store.library import Library
    from store.search.found import Found


class Walking(View):
    """The keys of a reader that lead through hits beyond the debate."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g s", "said_before", "said before", id="reader.said-before",
                tooltip="Where this sentence, or the chosen words, were said in nearly the same words"),
        Binding("g S", "said_before(True)", "said before by them", id="reader.said-before-same",
                tooltip="The same, by the same speaker only"),
    ]  # fmt: skip

    if TYPE_CHECKING:

        @property
        def pane(self) -> ReadingPane: ...

    @on(ReadingPane.HitsEnded)
    @background
    async def _beyond(self, message: ReadingPane.HitsEnded) -> None:
        trail = self.box.trail_of_hits
        if trail is not None and not await trail.beyond(message.step):
            self.say("this was the last hit" if message.step > 0 else "this is the first hit")

    @on(ReadingPane.HitReached)
    def _reached(self, message: ReadingPane.HitReached) -> None:
        trail = self.box.trail_of_hits
        if trail is not None:
            trail.stand_on(message.speech)
            self.say(trail.told)

    @background
    async def action_said_before(self, same: bool = False) -> None:
        """The sentence at the caret, or the words that are chosen, through the whole library."""
        pane, view = self.pane, self.pane.view
        if view is None or not view.page.speeches:
            return
        from tui.layout.words import sentence_at  # with what else finds sentences: when it is asked for

        chosen = pane.selection
        span = chosen[0] if chosen else sentence_at(view.page, pane.caret)
        speech = view.page.speeches[view.page.places[span.speech]]
        sentence, speaker = speech.text[span.start : span.end], speech.speaker.name if speech.speaker else ""
        self.say("looking for these words …")
        self.box.seeker.begin()

        def look(library: Library) -> tuple[Found, ...]:
            return library.said_before(sentence)

        try:
            said = await self.box.seeker(look)
        except HaltedError:
            return
        others = [each for each in said if each.speech != span.speech and (not same or each.speaker == speaker)]
        if not others:
            self.say("these words are said nowhere else" + (f" by {speaker}" if same else ""))
            return
        from tui.screens.results import ResultsScreen

        first = min(each.date for each in (*others, *(each for each in said if each.speech == span.speech)))
        title = f"Said {len(others)} more time{'s' if len(others) != 1 else ''}, first on {first.day} {first:%B %Y}"
        pane.clear_selection()
        self.app.push_screen(ResultsScreen("", others, title))
