"""People in the command palette: a name leads to all that they said, two names to their debates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from textual.command import Hit, Hits, Provider
from textual.content import Content

from store.readings import Of, Wanted
from tui.screens.choosing import Choosing

if TYPE_CHECKING:
    from store.voices import Voice, Voices
    from tui.app import Dispatchbox

LEAST = 3
"""Letters from which a name is looked for."""
OFFERED = 3
"""People that are offered for each name typed."""
AND = re.compile(r"\s+(?:and|&|with)\s+|\s*,\s*")


class People(Provider):
    """Offers readings by the names typed, from a view that can open them."""

    async def search(self, query: str) -> Hits:
        names = [name for name in AND.split(query.strip()) if len(name) >= LEAST]
        if not names or not isinstance(self.screen, Choosing):
            return
        everybody = await cast("Dispatchbox", self.app).desk(lambda library: library.voices())
        for score, (words, help_text, run) in enumerate(self._offered(names, everybody, self.screen)):
            yield Hit(1 - score / 100, Content(words), run, help=help_text)

    def _offered(
        self, names: list[str], everybody: Voices, view: Choosing
    ) -> Iterator[tuple[str, str, Callable[[], object]]]:
        def reading(of: Of, *people: Voice) -> Callable[[], object]:
            return lambda: view.read(Wanted(of, people=tuple(person.key for person in people)))

        firsts = everybody.matching(names[0], OFFERED)
        if names[1:]:
            for one in firsts:
                for two in everybody.matching(names[1], OFFERED):
                    if one != two:
                        yield f"Debates between {one.name} and {two.name}", "two people", reading(Of.PAIR, one, two)
            return
        for one in firsts:
            yield f"All that {one.told} said", "one person", reading(Of.PERSON, one)
            yield f"Debates between {one.name} and …", "two people", lambda one=one: view.ask_people(one)  # type: ignore[misc]
