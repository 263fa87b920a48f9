"""Hits counted by year, person, party and house, as bars; Enter narrows the search to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from store.errors import HaltedError
from store.search import Query
from store.search.found import Facets
from tui.background import background
from tui.screens.base import View
from tui.widgets.paint_hits import HOUSES, bar
from tui.widgets.row_list import Piece, RowList, fit

_PEOPLE = 40
Line = tuple[str, int, str]
"""A name, how many hits, and what it adds to the query; a head adds nothing."""


class NarrowScreen(ModalScreen[str | None]):
    """Gives what is to be added to the query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", id="narrow.close", tooltip="Close without narrowing"),
    ]

    def __init__(self, asked: Query) -> None:
        super().__init__()
        self._asked = asked
        self._lines: list[Line] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="narrow-box"):
            yield Static("Narrow", classes="ask-title", markup=False)
            yield RowList(self._draw, id="narrow-rows")
            yield Static("counting …", id="narrow-keys", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one(RowList))
        self.count()

    @background
    async def count(self) -> None:
        asked = self._asked
        under = self.app.screen_stack[-2]
        if not isinstance(under, View):
            return
        under.box.seeker.begin()  # nobody waits for a ranking now
        try:
            facets = await under.box.seeker(lambda library: library.facets(asked))
        except HaltedError:
            return
        self._lines = lines(facets)
        heads = frozenset(place for place, line in enumerate(self._lines) if not line[2])
        self.query_one(RowList).show(len(self._lines), 0, heads)
        counted = "" if facets.exact else "   phrases with any endings"
        self.query_one("#narrow-keys", Static).update(f"Enter narrows   Esc leaves{counted}")

    def _draw(self, row: int, width: int) -> Sequence[Piece]:
        if row >= len(self._lines):
            return ()
        name, count, added = self._lines[row]
        if not added:
            return [(name, "head")]
        most = max(line[1] for line in self._lines if line[2].partition(":")[0] == added.partition(":")[0])
        return [
            (fit(name, 28), ""),
            (f"{count:>9,}  ", "dim"),
            (bar(count, most, max(4, width - 42)), "mark"),
        ]

    @on(RowList.Opened)
    def _chosen(self, message: RowList.Opened) -> None:
        self.dismiss(self._lines[message.row][2] or None)


def lines(facets: Facets) -> list[Line]:
    """Years, people, parties and houses, each under a head."""
    made: list[Line] = []
    for head, field, values in (
        ("Years", "date", facets.years),
        ("People", "speaker", facets.people[:_PEOPLE]),
        ("Parties", "party", facets.parties),
        ("Houses", "house", facets.houses),
    ):
        if values:
            made.append((head, 0, ""))
            made += [
                (HOUSES.get(name, name), count, f'{field}:"{name}"' if field != "date" else f"date:{name}")
                for name, count in values
            ]
    return made
