"""Searching from anywhere in the app: results, smart lists and what was read, and the thread that looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from tui.ending import Orderly
from tui.seeking import Seeker

if TYPE_CHECKING:
    from tui.app import Dispatchbox
    from tui.screens.hit_lists import HitTrail


class Searching(Orderly):
    """An app whose whole library is searched by a key. The screens are read when they are first asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g slash", "search", "search", id="app.search", tooltip="Search the whole library as you type"),
        Binding("f", "lists", "Lists", id="app.lists", tooltip="Smart lists, what you searched and what you read"),
    ]
    _seeker: Seeker | None = None
    trail_of_hits: HitTrail | None = None
    """The hits through which n and N lead in the reader."""

    @property
    def seeker(self) -> Seeker:
        """The thread that looks for things."""
        if self._seeker is None:
            self._seeker = Seeker(cast("Dispatchbox", self).began.library)
        return self._seeker

    def action_search(self, text: str = "") -> None:
        from tui.screens.results import ResultsScreen

        self.push_screen(ResultsScreen(text))

    def action_lists(self) -> None:
        from tui.screens.smart_lists import SmartListsScreen

        self.push_screen(SmartListsScreen())

    def let_go(self) -> None:
        super().let_go()
        if self._seeker is not None:
            self._seeker.close()
