"""The history: every change with its time and what it did; any of them, or all since one, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from store.records import Change, Past
from store.telling import told
from tui.background import background, writing
from tui.clock import now
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

FIRST, MORE = 200, 5_000
STATES = {"done": "", "undone": "undone", "ended": "left behind"}


class HistoryScreen(ListScreen):
    """The journal, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "take_back", "Take back", id="history.take-back",
                tooltip="Take this change back and keep what was done after it"),
        Binding("U", "back_to", "Back to here", id="history.back-to",
                tooltip="Take back everything that was done after this change, as one"),
        Binding("o", "go", "Go there", id="history.go", tooltip="Go to the place of this change"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._past: list[Past] = []
        self._told: dict[int, list[str]] = {}

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """The first rows at once, the rest after them; the cursor stays on its change."""
        there = self._past[self.rows.cursor].id if self._past else None
        found = list(await self.box.desk(lambda library: library.journal(limit=FIRST)))
        self._show(found, there)
        while found and len(found) >= FIRST:
            rest = await self.box.desk(partial(_before, found[-1].id))
            if not rest:
                break
            found += rest
        if len(found) > FIRST:
            self._show(found, there)

    def _show(self, past: list[Past], there: int | None) -> None:
        self._past = past
        self._told.clear()
        places = {entry.id: row for row, entry in enumerate(past)}
        self.rows.show(len(past), places.get(there, 0) if there is not None else 0)
        self.title_line("History", f"{len(past):,} change{'s' if len(past) != 1 else ''}" if past else "")
        if not self._said:
            self.say("u takes one back   U everything after it   o goes there" if past else "nothing was changed yet")

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        entry = self._past[row]
        state = STATES[entry.state]
        room = width - 19 - (len(state) + 3 if state else 0)
        look = "dim" if state else ""
        return [(f" {moment(entry.at):<17} ", "dim"), (fit(entry.words, room), look), (f"   {state}", "dim")]

    def preview(self) -> Content:
        if not self._past:
            return Content()
        entry = self._past[self.rows.cursor]
        if entry.id not in self._told:
            self._tell(entry.id)
            return Content()
        return Content("\n".join([entry.words, "", *self._told[entry.id]]))

    @work(exclusive=True, group="telling")
    async def _tell(self, number: int) -> None:
        change = await self.box.desk(lambda library: library.change(number))
        self._told[number] = told(change)
        if self._past and self._past[self.rows.cursor].id == number:
            self.show_preview()

    @on(RowList.Opened)
    def _opened(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        entry = self._past[self.rows.cursor] if self._past else None
        if entry is None or entry.debate is None:
            self.say("this change has no place in a debate")
        else:
            self.box.lead_to(entry.debate, entry.place.speech if entry.place else None)

    @writing
    async def action_take_back(self) -> None:
        """The newest change is undone, so that redo brings it back; an older one is taken back alone."""
        if not self._past:
            return
        entry = self._past[self.rows.cursor]
        newest = next((past for past in self._past if past.state == "done"), None)
        if newest is not None and entry.id == newest.id:
            change = await self.box.desk.change(lambda library: library.undo(now=now()))
        else:
            change = await self.box.desk.change(lambda library: library.take_back(entry.id, now=now()))
        self._tell_all(change)

    @writing
    async def action_back_to(self) -> None:
        if not self._past:
            return
        number = self._past[self.rows.cursor].id
        self._tell_all(await self.box.desk.change(lambda library: library.back_to(number, now=now())))

    def _tell_all(self, change: Change | None) -> None:
        if change is None:
            self.say("nothing was done after this")
            return
        self.box.changed.publish(change)
        self.say(f"undone: {change.words}" if change.undone else change.words)


def _before(number: int, library: Library) -> tuple[Past, ...]:
    return library.journal(limit=MORE, before=number)


def moment(at: str) -> str:
    """`16 Jan 2025 14:05`, where the reader is; what cannot be read as it is."""
    try:
        local = dt.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at[:16]
    return f"{local.day:>2} {local:%b %Y %H:%M}"
