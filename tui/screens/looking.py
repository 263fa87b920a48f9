"""Looking for what the box asks: the newest hits at once; how many and when; what may be meant; the ranking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from store.errors import HaltedError
from store.search import Problem, Query, parse
from store.search.found import Found, Order
from tui.background import background
from tui.clock import now, today
from tui.screens.lists import ListScreen
from tui.widgets.paint_hits import timeline

FIRST, MORE = 40, 200
"""Hits that are shown at once, and that come with each further step."""


class Looking(ListScreen):
    """A list of what a query finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g s", "order", "order", id="results.order", tooltip="By relevance, or the newest first again"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.query_asked: Query | None = None
        self.hits: tuple[Found, ...] = ()
        self._order = Order.DATE
        self._shown = Order.DATE
        """The order of the hits that show, while those in the other one are looked for."""
        self._lists: dict[Order, tuple[Found, ...]] = {}
        self._whole: set[Order] = set()
        """The orders of which all hits are there."""
        self._counted, self._bars, self._offered = "", "", ""

    def show(self, hits: Sequence[Found], cursor: int = 0) -> None:
        """Show other hits."""

    def tell(self) -> None:
        """Show what has been found out of them."""

    def read(self, words: str) -> None:
        """Say how the query was read."""
        self.query_one("#query-read", Static).update(Content(words))

    @background
    async def look(self) -> None:
        """Read the query and show its first hits; then how many there are, when, and what may be meant."""
        text = self.query_one("#query", Input).value
        self.box.seeker.begin()
        asked = parse(text, today())
        self._counted = self._bars = self._offered = ""
        fresh = asked != self.query_asked
        if fresh:
            self._lists, self._whole = {}, set()
        if isinstance(asked, Problem):
            self.query_asked = None
            self.read(asked.sentence)
            self.show(())
            return
        self.query_asked = asked
        self.read(asked.said)
        try:
            await self._find(asked, fresh=fresh)
        except HaltedError:
            return

    async def _find(self, asked: Query, *, fresh: bool) -> None:
        seeker = self.box.seeker
        await self._load(asked, Order.DATE, fresh=fresh)
        if self._order is Order.RELEVANCE:
            await self._load(asked, Order.RELEVANCE, fresh=fresh)
        count, exact = await seeker(lambda library: library.count(asked))
        self._count(count, "" if exact else "about ")
        advice = await seeker(lambda library: library.advice(asked))
        self._advise(asked, advice.names, advice.instead)
        if count:
            counts = await seeker(lambda library: library.timeline(asked))
            count = sum(counts.values())
            self._bars = timeline(counts, 24 if self.size.width < 100 else 40)
            self._count(count)
            self.box.desk.keep(lambda library: library.keep_searched(asked.text, count, now=now()))
        if self._order is Order.DATE:
            await self._load(asked, Order.RELEVANCE, fresh=False)

    async def _load(self, asked: Query, order: Order, *, fresh: bool) -> None:
        """The first hits in an order, or as many as there were."""
        limit = max(FIRST, len(self._lists.get(order, ())))
        hits = await self.box.seeker(lambda library: library.search(asked, limit=limit, order=order))
        self._lists[order] = hits
        if len(hits) < limit:
            self._whole.add(order)
        if order is self._order or fresh:
            self._shown = order
            self.show(hits, 0 if fresh else self.rows.cursor)

    def _count(self, count: int, about: str = "") -> None:
        self._counted = f"{about}{count:,} {'speech' if count == 1 else 'speeches'}"
        self.tell()

    def _advise(self, asked: Query, names: object, instead: str) -> None:
        """Say who is meant by a name, and what is offered for a word that is in no speech."""
        told = asked.said
        if isinstance(names, dict):
            for name, meant in names.items():
                if meant and (len(meant) > 1 or meant[0].casefold() != name.casefold()):
                    some = ", ".join(meant[:4]) + (f" and {len(meant) - 4} more" if len(meant) > 4 else "")
                    told += f"   “{name}”: {some}"
        self._offered = instead
        self.read(told + (f"   ·   r searches for: {instead}" if instead else ""))

    @property
    def complete(self) -> bool:
        """Whether all hits in this order are there."""
        return self._shown in self._whole

    def ordered(self) -> str:
        """The order of what shows, in words."""
        told = "the most relevant first" if self._shown is Order.RELEVANCE else "newest first"
        return told if self._shown is self._order else f"{told}, ranking …"

    def action_order(self) -> None:
        if self.query_asked is None:
            return
        self._order = Order.DATE if self._order is Order.RELEVANCE else Order.RELEVANCE
        if self._order in self._lists:
            self._shown = self._order
            self.show(self._lists[self._order])
        else:
            self.tell()
            self.look()

    @background
    async def more(self, asked: Query, many: int = MORE) -> None:
        """The next hits, behind those that show."""
        order, known = self._shown, len(self.hits)
        if order in self._whole:
            return
        self._whole.add(order)  # until they are there
        last = False
        try:
            hits = await self.box.seeker(lambda library: library.search(asked, limit=many, after=known, order=order))
            last = len(hits) < many
        except HaltedError:
            return
        finally:
            if not last:
                self._whole.discard(order)
        if asked == self.query_asked and known == len(self._lists.get(order, ())):
            self._lists[order] = (*self._lists[order], *hits)
            if order is self._shown:
                self.show(self._lists[order], self.rows.cursor)
