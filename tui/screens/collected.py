"""The views of the whole library that open from anywhere: the notebook, the history, the tags, the codebook."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType


class Collected(App[None]):
    """An app whose views of the whole library are a key away. Each is read when it is first asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g h", "history", "history", id="app.history", tooltip="Every change, and the way back before any"),
        Binding("g b", "notebook", "notebook", id="app.notebook", tooltip="Every annotation in the library"),
    ]

    def action_history(self) -> None:
        from tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen())

    def action_notebook(self, query: str = "") -> None:
        """The notebook, at once with those annotations that a query means."""
        from tui.screens.notebook import NotebookScreen

        self.push_screen(NotebookScreen(query))
