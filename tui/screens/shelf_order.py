"""How the shelf is ordered, gathered and narrowed, where in the year one stands, and the way to a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.background import background
from tui.clock import today
from tui.screens.base import View
from tui.widgets.paint_strip import YEAR_CELLS, strip
from tui.widgets.shelf_list import ShelfList

if TYPE_CHECKING:
    from store.listed import Listing
    from store.model import DebateId

ORDERS = {
    "newest": "the newest first",
    "oldest": "the oldest first",
    "title": "by title",
    "longest": "the longest first",
}
GROUPINGS = {
    "day": "by sitting day",
    "month": "by month",
    "year": "by year",
    "parliament": "by Parliament",
    "section": "by section",
}


class Ordered(View):
    """The keys that order, gather and narrow the shelf."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g s", "order", "order", id="shelf.order", tooltip="Order: newest, oldest, title, longest"),
        Binding("v", "gather", "Gather", id="shelf.gather", tooltip="By sitting day, month, year, Parliament, section"),
        Binding("g c", "to_day", "day", id="shelf.day", tooltip="Go to a day, a month or a year"),
    ]
    order, grouping = "newest", "day"
    read_as = ""
    """How the filter was read."""
    _totals = (0, 0)
    _chosen: DebateId | None = None

    if TYPE_CHECKING:

        @property
        def list(self) -> ShelfList: ...

        def reload(self) -> None: ...

    @property
    def filter(self) -> str:
        return self.query_one("#filter", Input).value

    async def narrowed(self, text: str) -> Listing | None:
        """The debates that a filter keeps; none where it is no query, which is said, or another was typed meanwhile."""
        from store.errors import HaltedError
        from store.search import Problem, parse  # this is read when something is first filtered

        seeker, order, grouping = self.box.seeker, self.order, self.grouping
        seeker.begin()
        asked = parse(text, today())
        if isinstance(asked, Problem):
            self.say(f"{asked.sentence}; Esc shows all")
            return None
        self.read_as = asked.said
        try:
            return await seeker(lambda library: library.listing(order, grouping, library.filtered(asked)))
        except HaltedError:
            return None

    def masthead(self) -> None:
        """How many debates there are, and the calendar of the year at the cursor."""
        debates, speeches = self._totals
        nouns = "debate" if debates == 1 else "debates", "speech" if speeches == 1 else "speeches"
        counted = f"   {debates:,} {nouns[0]} · {speeches:,} {nouns[1]}"
        room = self.size.width - len(" Dispatchbox") - len(counted) - 4
        day = self.list.day
        bars, here = strip(self.list.listing.days, day, room) if day else ("", 0)
        gap = " " * (room + 3 - len(bars) - YEAR_CELLS) if bars else ""
        year = f" {day[:4]}" if bars else ""
        told = Content.assemble(
            (" Dispatchbox", "bold"), counted, gap, bars[:here], (bars[here : here + 1], "bold reverse"),
            bars[here + 1 :], year,
        )  # fmt: skip
        self.query_one("#masthead", Static).update(told, layout=False)

    @on(ShelfList.Moved)
    def _moved(self) -> None:
        self.masthead()

    def on_resize(self) -> None:
        self.masthead()

    def action_order(self) -> None:
        names = list(ORDERS)
        self.order = names[(names.index(self.order) + 1) % len(names)]
        self._arranged()

    def action_gather(self) -> None:
        names = list(GROUPINGS)
        self.grouping = names[(names.index(self.grouping) + 1) % len(names)]
        self._arranged()

    def _arranged(self) -> None:
        gathered = self.grouping != "day" or self.order in {"newest", "oldest"}
        self.say(f"{GROUPINGS[self.grouping]}, {ORDERS[self.order]}" if gathered else f"all, {ORDERS[self.order]}")
        self.reload()

    def action_to_day(self) -> None:
        from tui.screens.ask import AskScreen  # read when first asked for

        self.app.push_screen(AskScreen("Go to a day", "", "11 March 2025, 2025-03, March 2025, 2024"), self._day_told)

    def _day_told(self, asked: str | None) -> None:
        if asked:
            self._to_day(asked)

    @background
    async def _to_day(self, asked: str) -> None:
        """To the first debate in the list of a stretch of days, else of the nearest sitting day."""
        from store.search.dates import dates  # read when somebody first goes somewhere

        listing = self.list.listing
        found = dates(asked, today())
        if found is None:
            self.say(f"“{asked}” is no day; 11 March 2025, 2025-03 and 2024 are")
            return
        if not listing.days:
            return
        first, last = found.first or dt.date.min, found.last or dt.date.max
        days = listing.days if listing.order != "oldest" else listing.days[::-1]
        inside = [day for day, _ in days if first.isoformat() <= day <= last.isoformat()]
        day = inside[0] if inside else min((day for day, _ in days), key=lambda day: _far(day, first))
        if not inside:
            self.say(f"nothing of “{asked}” is here; this is the nearest sitting day")
        await self._stand_on(day)

    async def _stand_on(self, day: str) -> None:
        listing = self.list.listing
        if listing.by_date:
            days = listing.days if listing.order == "newest" else listing.days[::-1]
            place = 0
            for name, count in days:
                if name == day:
                    self._go(place)
                    return
                place += count
        debate, _ = await self.box.desk(lambda library: library.sitting_on(dt.date.fromisoformat(day), ""))
        if debate is not None:
            self._go(self.list.place(debate, self.list.cursor))

    def _go(self, place: int) -> None:
        self.list.jump(place)
        self._chosen = self.list.chosen


def _far(day: str, other: dt.date) -> int:
    return abs((dt.date.fromisoformat(day) - other).days)
