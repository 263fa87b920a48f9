"""`g p`: what ministers promised in their answers, how long each has been open, and what closed it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from store.folding import fold
from store.plain import long_date
from store.promise_rules import promise_at, told
from store.promises import DAYS, Promise, dismiss, reopen, table
from store.records import Change
from tui.background import background, writing
from tui.clock import now, today
from tui.files import write_csv
from tui.screens.ask import AskScreen
from tui.screens.lists import ListScreen
from tui.screens.paths import Paths
from tui.widgets.row_list import Piece, RowList, fit

STATES = ("open", "closed", "dismissed", "all")
KEYS = "Enter goes there   x no promise   c what closed it   s which   \\ filter   w CSV   u takes back"
FIRST, MORE = 500, 5_000
SHOWN = 24
"""Characters of the words that promise that are to be seen in a row."""
EMPTY = "no answer here promises anything"


class PromisesScreen(ListScreen):
    """Promises, newest sitting day first."""

    FILTER = "words of the promise, the minister or the title"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "dismiss_it", "No promise", id="promises.dismiss", tooltip="This is no promise; u takes it back"),
        Binding("c", "closers", "Closed by", id="promises.close", tooltip="What may have closed it, to be confirmed"),
        Binding("O", "reopen", "Open again", id="promises.reopen", tooltip="Take back that it is closed or dismissed"),
        Binding("s", "state", "Which", id="promises.state", tooltip="Open, closed, dismissed, or all"),
        Binding("backslash,slash", "filter", "Filter", id="promises.filter", tooltip="Only those with these words"),
        Binding("w", "write", "CSV", id="promises.write", tooltip="Write these into a CSV file"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Promise] = []
        self._shown: list[Promise] = []
        self._state = 0
        self._words = ""
        self._folded: dict[str, str] = {}
        """What each is filtered by."""
        self._looked = False

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """What is known at once; then whatever came in since is looked through, and the rest is read."""
        await self._read()
        days = () if self._looked else await self.box.desk(lambda library: library.promise_days())
        for start in range(0, len(days), DAYS):
            part = days[start : start + DAYS]
            self.say(f"looking through {len(days) - start:,} sitting days")
            await self.box.desk.change(lambda library, part=part: library.look_for_promises(part))  # type: ignore[misc]
            if not self._all:
                await self._read()  # the newest are found first, and may be read while the rest is looked through
        self._looked = True
        if days:
            await self._read()
        if not self._said or days:
            self.say(KEYS if self._shown else EMPTY)

    async def _read(self) -> None:
        state = "" if STATES[self._state] == "open" else STATES[self._state]
        found = list(await self.box.desk(lambda library: library.promises(state=state, limit=FIRST)))
        self._all = found
        self._show()
        more = len(found) == FIRST
        while more:
            last = found[-1]
            rest = await self.box.desk(
                lambda library, last=last: library.promises(state=state, limit=MORE, behind=last)  # type: ignore[misc]
            )
            found += rest
            more = len(rest) == MORE
        self._show()

    def _show(self) -> None:
        here = self._here
        words = fold(self._words).split()
        self._shown = [each for each in self._all if not words or self._holds(each, words)]
        keys = {each.key: row for row, each in enumerate(self._shown)}
        row = keys.get(here.key, self.rows.cursor) if here else 0
        self.rows.show(len(self._shown), min(row, max(0, len(self._shown) - 1)))
        number = len(self._shown)
        self.title_line("Promises", f"{number:,} {STATES[self._state]}" if number else f"none {STATES[self._state]}")
        self.show_preview()

    def _holds(self, promise: Promise, words: Sequence[str]) -> bool:
        text = self._folded.get(promise.key) or _filtered(promise)
        return all(word in text for word in words)

    @property
    def _here(self) -> Promise | None:
        row = self.rows.cursor
        return self._shown[row] if row < len(self._shown) else None

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        each = self._shown[row]
        who = min(22, width // 4)
        days = f"{each.days(today()):,} days"
        sign = {"closed": "✓ ", "dismissed": "– "}.get(each.state, "  ")
        return [(f"{each.date}  ", "dim"), (fit(each.who, who), "title"), ("  ", ""), (sign, "mark"),
                (fit(_from_its_promise(each, width - who - 30), width - who - 30), ""),
                (f"{days:>14}", "dim")]  # fmt: skip

    def preview(self) -> Content:
        each = self._here
        if each is None:
            return Content("")
        to = f", to {each.to}" if each.to else ""
        days = f"{each.days(today()):,} days"
        state = f"open for {days}" if not each.state else each.state
        if each.state == "closed":
            by = f" on {long_date(each.closed_on)}" if each.closed_on else ""
            state = f"closed{by}, after {days}" + ("" if each.closed_by else ", outside the library")
        lines = [
            Content.assemble((each.who, "bold"), f"{to}"),
            *([Content.styled(each.office, "dim")] if each.office else []),
            Content(f"{each.title}, {long_date(each.date)}"),
            Content(f"“{' '.join(each.sentence.split())}”"),
            Content.styled(f"{told(each.rules)}; {state}", "dim"),
        ]
        return Content("\n").join(lines)

    def on_change(self, change: Change) -> None:
        self.reload()

    # What the keys do

    @on(RowList.Opened)
    def _go(self) -> None:
        if self._here is not None:
            self.box.lead_to(self._here.debate, self._here.speech)

    def _apply(self, change: Change | None) -> None:
        if change is None:
            self.say("nothing to change")
        else:
            self.box.apply(change)

    def action_dismiss_it(self) -> None:
        if self._here is not None:
            self._apply(dismiss(self._here, now()))

    def action_reopen(self) -> None:
        if self._here is not None:
            self._apply(reopen(self._here))

    @background
    async def action_closers(self) -> None:
        promise = self._here
        if promise is None:
            return
        from tui.screens.closers import ClosersScreen  # read when first asked for

        found = await self.box.desk(lambda library: library.closers(promise))
        self.app.push_screen(ClosersScreen(promise, found))

    def action_state(self) -> None:
        self._state = (self._state + 1) % len(STATES)
        self.say(KEYS)
        self.reload()

    def action_filter(self) -> None:
        box = self.query_one("#list-filter", Input)
        box.display = True
        self.set_focus(box)

    @on(Input.Changed, "#list-filter")
    def _typed(self, event: Input.Changed) -> None:
        self._words = event.value
        self._filter()

    @background
    async def _filter(self) -> None:
        """In a thread: of a hundred thousand promises the words are made comparable once."""
        await asyncio.to_thread(self._fold, self._all)
        self._show()

    def _fold(self, promises: Sequence[Promise]) -> None:
        for each in promises:
            if each.key not in self._folded:
                self._folded[each.key] = _filtered(each)

    def action_close(self) -> None:
        """Leave the filter first."""
        if not self.leave_filter():
            self.dismiss()

    def action_write(self) -> None:
        keys = ".csv   → completes   Enter writes it   Esc leaves"
        self.app.push_screen(AskScreen("Write these promises into", "", keys, Paths()), self._write)

    def _write(self, path: str | None) -> None:
        if path is not None:
            self._write_into(Path(path).expanduser())

    @writing
    async def _write_into(self, file: Path) -> None:
        rows = list(table(self._shown, today()))
        await self.box.desk(lambda _: write_csv(file, rows))
        self.say(f"written: {file}, {len(rows) - 1:,} promises")


def _from_its_promise(promise: Promise, cells: int) -> str:
    """The sentence, from the words that promise where these would not show in so many cells."""
    sentence = " ".join(promise.sentence.split())
    start = promise_at(sentence, promise.rules)
    return f"… {sentence[start:]}" if len(sentence) > cells and start + SHOWN > cells else sentence


def _filtered(promise: Promise) -> str:
    return fold(f"{promise.sentence} {promise.who} {promise.title} {promise.to} {promise.office}")
