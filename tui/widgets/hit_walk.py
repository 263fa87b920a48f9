"""From hit to hit in the reading pane, and beyond the debate where there are more."""

from __future__ import annotations

from textual.message import Message

from store.model import SpeechId
from tui.layout import motions
from tui.widgets.reading_view import ReadingView


class HitWalk(ReadingView):
    """A reading view whose hits are walked through."""

    hits_go_on = False
    """Whether there are hits in other debates, so that the last one here does not lead round to the first."""

    class HitsEnded(Message):
        """The reader asks for the hit after the last (1) or before the first (-1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class HitReached(Message):
        """The reader went to a hit of this debate, one of many through all debates."""

        def __init__(self, speech: SpeechId) -> None:
            super().__init__()
            self.speech = speech

    def action_hit(self, step: int) -> None:
        """The next place found; without a search what has not been read yet."""
        if self.view is None:
            return
        if not self.hits:
            self.caret = self.view.page.position_of_share(self.place().read)
            return
        found = motions.hit(self.view, self.hits, step)
        places, here = self.view.page.places, (self.view.place, self.caret.offset)
        if found is not None:
            there = (places[found.speech], found.start)
            if self.hits_go_on and (there <= here if step > 0 else there >= here):
                self.post_message(self.HitsEnded(step))
                return
            self.stand_on(found)
            if self.hits_go_on:
                self.post_message(self.HitReached(found.speech))
