"""Two people at a glance. What that takes is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFoundError
from store.library.pairs import Pairs
from store.readings import Of, Wanted

if TYPE_CHECKING:
    from store.glance import Glance
    from store.model import Speaker


class Seeing(Pairs):
    """What two people had to do with each other, counted."""

    def seen(self, pair: Wanted | None, two: tuple[Speaker, Speaker] | None = None) -> Glance:
        """By the page of a pair, or by two speakers. Raises NotFoundError."""
        from store.glance import glance
        from store.threads import thread

        voices = self.voices()
        if pair is None and two is not None:
            keys = tuple(voice.key for speaker in two if (voice := voices.of(speaker)) is not None)
            pair = Wanted(Of.PAIR, people=keys)
        if pair is None or len(pair.people) != 2:
            raise NotFoundError("one of the two is not known by name")
        reading = self.reading(pair)
        keyed = {key: one for one, key in enumerate(pair.people)}

        def who(speaker: Speaker | None) -> int | None:
            voice = voices.of(speaker)
            return keyed.get(voice.key) if voice is not None else None

        one, other = (voices.by_key[key].name for key in pair.people)
        return glance(thread(reading), who, (one, other))
