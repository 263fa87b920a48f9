"""Smart lists with what is new in them, what was searched for, and what was read: where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store.errors import HaltedError
from store.model import DebateId
from store.records import SmartList
from store.search import Problem, Query, parse
from tui.background import background
from tui.clock import ago, now, today
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

SHOWN = 12
"""Searches and debates that are listed of each."""
_ALL = 0.995
"""The share from which on 100% is shown: nothing is left to go on with."""


@dataclass(frozen=True, slots=True)
class Line:
    """A head, a smart list, a search or a debate."""

    words: str
    told: str = ""
    query: str = ""
    kept: SmartList | None = None
    debate: DebateId | None = None


def _hits(count: int) -> str:
    return f"{count:,} hit{'s' if count != 1 else ''}"


def _count(asked: Query, since: str, library: Library) -> int:
    return library.count_exactly(asked, added_since=since)


class SmartListsScreen(ListScreen):
    """Opens them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d d", "remove", "delete", id="lists.remove", tooltip="Delete this smart list; u brings it back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._new: dict[str, str] = {}

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        kept, looked, searched, opened, unread = await self.box.desk(
            lambda library: (
                library.smart_lists(),
                library.looked_at(),
                library.searched(limit=SHOWN),
                library.opened(limit=SHOWN),
                library.never_opened(),
            )
        )
        ends = [each for each in opened if each.read >= _ALL]
        going = [each for each in opened if each.read < _ALL]
        lines = [Line("Continue reading")] if going else []
        lines += [
            Line(each.title, f"{each.read:.0%} read   {ago(each.date, today())}", debate=each.debate) for each in going
        ]
        lines += [Line("Read to the end")] if ends else []
        lines += [Line(each.title, ago(each.date, today()), debate=each.debate) for each in ends]
        lines += [Line("Smart lists"), Line("Unread", f"{unread:,} debate{'s' if unread != 1 else ''}", "is:unread")]
        lines += [Line(each.name, "", each.query, each) for each in kept]
        lines += [Line("Searches")] if searched else []
        lines += [Line(each.query, _hits(each.hits) if each.hits is not None else "", each.query) for each in searched]
        self._lines = lines
        self._show()
        self.title_line("Lists", f"{len(kept)} kept")
        self.count(kept, looked)

    def _show(self) -> None:
        heads = frozenset(place for place, line in enumerate(self._lines) if not line.query and line.debate is None)
        self.rows.show(len(self._lines), self.rows.cursor, heads)

    @background
    async def count(self, kept: Sequence[SmartList], looked: dict[str, str]) -> None:
        """How many hits each list has, and how many came in since it was looked at."""
        try:
            for each in kept:
                asked = parse(each.query, today())
                if isinstance(asked, Problem):
                    self._new[each.name] = asked.sentence
                    continue
                count = await self.box.seeker(partial(_count, asked, ""))
                new, since = 0, looked.get(each.name)
                if since:
                    new = await self.box.seeker(partial(_count, asked, since))
                self._new[each.name] = _hits(count) + (f", {new:,} new" if new else "")
                self.rows.refresh()
        except HaltedError:
            return

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        line = self._lines[row] if row < len(self._lines) else Line("")
        if not line.query and line.debate is None:
            return [(line.words, "head")]
        told = self._new.get(line.words, "…") if line.kept else line.told
        room = max(8, width - len(told) - 4)
        return [("  ", ""), (fit(line.words, room), "title"), (f"  {told}", "mark" if "new" in told else "dim")]

    def preview(self) -> Content:
        line = self._lines[self.rows.cursor] if self.rows.cursor < len(self._lines) else Line("")
        asked = parse(line.query, today()) if line.query else None
        return Content(f"{line.query}\n{asked.sentence if isinstance(asked, Problem) else asked.said}" if asked else "")

    @on(RowList.Opened)
    async def _open(self, message: RowList.Opened) -> None:
        line = self._lines[message.row]
        if line.debate is not None:
            await self.box.open_debate(line.debate)
            return
        if line.kept is not None:
            name = line.kept.name
            self.box.desk.keep(lambda library: library.keep_looked(name, now=now()))
        self.box.action_search(line.query)

    def action_remove(self) -> None:
        from store.annotations import drop_search

        kept = self._lines[self.rows.cursor].kept if self._lines else None
        if kept is not None:
            self.box.apply(drop_search(kept))
        else:
            self.say("only a smart list of yours can be deleted")
